import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { checkDigest, damaged, isDigest } from "./digest.ts";
import { ImageError } from "./image-error.ts";
import type { ImageStore, Sink } from "./image-store.ts";
import { blobPath } from "./layout-blobs.ts";
import { nameImage, readIndex } from "./layout-index.ts";
import { parseManifest } from "./manifest.ts";
import { familiarName, formatReference, type Reference } from "./reference.ts";
import { replaceFile } from "./replace-file.ts";

/** The part of a reference that all tags share. */
export type Repository = Pick<Reference, "registry" | "repository">;

/**
 * Returns the folder of the local images: `$PROXY_WASM_STORE`, or one in the
 * user's cache, which is `$XDG_CACHE_HOME` or `~/.cache`.
 *
 *     storeFolder(process.env); // "~/.cache/proxy-wasm/images"
 */
export function storeFolder(env: NodeJS.ProcessEnv): string {
  if (env.PROXY_WASM_STORE) return env.PROXY_WASM_STORE;
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(cache, "proxy-wasm", "images");
}

/**
 * The images of one repository in a folder that has the form of OCI's image
 * layout; the first write creates the folder.
 *
 * Names are in full in the layout, so that one folder holds the images of any
 * registry. Each file is written in one step.
 *
 *     const store = layoutStore(storeFolder(process.env), reference);
 *     const { bytes } = await store.manifest("v1");
 */
export function layoutStore(
  folder: string,
  { registry, repository }: Repository,
): ImageStore {
  const reference = (tagOrDigest: string): Reference => ({
    registry,
    repository,
    ...(isDigest(tagOrDigest) ? { digest: tagOrDigest } : { tag: tagOrDigest }),
  });
  const nameOf = (tagOrDigest: string) => familiarName(reference(tagOrDigest));
  return {
    nameOf,
    async manifest(tagOrDigest) {
      const name = nameOf(tagOrDigest);
      const full = formatReference(reference(tagOrDigest));
      const digest = isDigest(tagOrDigest)
        ? tagOrDigest
        : await resolve(folder, full, name);
      const bytes = await readBlob(folder, digest, name);
      const { mediaType } = parseManifest(bytes, name);
      return { descriptor: { mediaType, digest, size: bytes.length }, bytes };
    },
    readBlob: ({ digest }, sink) => pipeBlob(folder, digest, sink),
    async addBlob({ digest }, read) {
      // A damaged part is written again.
      if (await isWhole(folder, digest)) return "exists";
      await replaceFile(blobPath(folder, digest), async (file) => {
        await read((chunk) => file.writeFile(chunk));
      });
      return "written";
    },
    async addManifest({ descriptor, bytes }, tag) {
      await replaceFile(blobPath(folder, descriptor.digest), bytes);
      if (tag === undefined) return;
      await nameImage(folder, formatReference(reference(tag)), descriptor);
    },
  };
}

async function resolve(folder: string, full: string, name: string) {
  const entries = await readIndex(folder);
  const found = entries.find((each) => each.name === full);
  if (found) return found.descriptor.digest;
  throw notFound(name, folder);
}

async function readBlob(
  folder: string,
  digest: string,
  name: string,
): Promise<Uint8Array> {
  const path = blobPath(folder, digest);
  const bytes = await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw notFound(name, folder);
  });
  checkDigest(bytes, digest, path);
  return bytes;
}

/** Streams a part to a sink, and checks its digest. */
async function pipeBlob(
  folder: string,
  digest: string,
  sink: Sink,
): Promise<void> {
  const path = blobPath(folder, digest);
  const file = await open(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw notFound(digest, folder);
  });
  const hash = createHash("sha256");
  for await (const chunk of file.createReadStream()) {
    hash.update(chunk as Uint8Array);
    await sink(chunk as Uint8Array);
  }
  const found = `sha256:${hash.digest("hex")}`;
  if (found !== digest) throw damaged(path, digest, found);
}

/** Whether a part is there and undamaged. */
async function isWhole(folder: string, digest: string): Promise<boolean> {
  try {
    await pipeBlob(folder, digest, () => {});
    return true;
  } catch (error) {
    if (error instanceof ImageError) return false;
    throw error;
  }
}

function notFound(name: string, folder: string): ImageError {
  return new ImageError("NOT_FOUND", `${name} is not in ${folder}.`);
}
