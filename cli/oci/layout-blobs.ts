import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDigest } from "./digest.ts";

/** The folder of a layout's blobs, which are named by the digits of their digests. */
export function blobFolder(folder: string): string {
  return join(folder, "blobs", "sha256");
}

/** The file of a blob in a layout. */
export function blobPath(folder: string, digest: string): string {
  return join(blobFolder(folder), digest.replace(/^sha256:/, ""));
}

/**
 * Returns the digests of manifests and of everything that they refer to. Manifests may
 * be of any kind, as other tools write them; a blob that is missing or is not a manifest
 * refers to nothing.
 *
 *     await reachable(folder, [descriptor.digest]);
 */
export async function reachable(
  folder: string,
  digests: string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  const visit = async (digest: string): Promise<void> => {
    if (found.has(digest) || !isDigest(digest)) return;
    found.add(digest);
    const { manifests, parts } = await referred(blobPath(folder, digest));
    for (const part of parts) if (isDigest(part)) found.add(part);
    for (const manifest of manifests) await visit(manifest);
  };
  for (const digest of digests) await visit(digest);
  return found;
}

/** The digest of a descriptor, where it is one. */
export function digestIn(value: unknown): string | undefined {
  const { digest } = (value ?? {}) as { digest?: unknown };
  return typeof digest === "string" ? digest : undefined;
}

async function referred(
  path: string,
): Promise<{ manifests: string[]; parts: string[] }> {
  const json = await readObject(path);
  const digests = (...values: unknown[]) =>
    values.flat().flatMap((each) => digestIn(each) ?? []);
  return {
    manifests: digests(json.manifests),
    parts: digests(json.config, json.layers, json.blobs),
  };
}

async function readObject(path: string): Promise<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(await readFile(path, "utf8"));
    return json instanceof Object ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
