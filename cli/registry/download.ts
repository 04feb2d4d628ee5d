import { createHash } from "node:crypto";
import type { Descriptor } from "../oci/descriptor.ts";
import { damaged } from "../oci/digest.ts";
import type { Sink } from "../oci/image-store.ts";
import { readBody } from "./body-reader.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";

export interface DownloadOptions extends RetryOptions {
  action: string;
  scopes: string[];
  /** Called with the number of bytes read and of all bytes. */
  onProgress?(done: number, total: number): void;
}

/**
 * Hands a blob to a sink and checks its size and digest. Where the connection breaks
 * off, it continues there; where the registry cannot, it reads again what the sink has
 * already.
 *
 *     await download(session, "/v2/me/a/blobs/sha256:…", layer, options, sink);
 */
export async function download(
  session: Session,
  path: string,
  { digest, size }: Descriptor,
  options: DownloadOptions,
  sink: Sink,
): Promise<void> {
  const { action, scopes, onProgress } = options;
  const hash = createHash("sha256");
  let done = 0;
  await retrying(async () => {
    if (done === size && done > 0) return;
    const headers: Record<string, string> =
      done > 0 ? { range: `bytes=${done}-` } : {};
    const response = await session.send(path, {
      action,
      scopes,
      headers,
      expected: size - done,
    });
    if (!response.ok) throw await session.failure(response, action);
    const contentRange = response.headers.get("content-range");
    let at = continuesAt(done, contentRange) ? done : 0;
    await readBody(response, session.registry, size - at, async (chunk) => {
      const isNew = at + chunk.length > done;
      const rest = isNew ? chunk.subarray(Math.max(done - at, 0)) : undefined;
      at += chunk.length;
      if (rest === undefined) return;
      hash.update(rest);
      await sink(rest);
      done += rest.length;
      onProgress?.(done, size);
    });
    if (done < size) throw brokenOff(session.registry, done, size);
  }, options);
  const found = `sha256:${hash.digest("hex")}`;
  if (found === digest) return;
  throw damaged(`What ${session.registry} sent`, digest, found);
}

function continuesAt(offset: number, contentRange: string | null): boolean {
  return contentRange?.startsWith(`bytes ${offset}-`) ?? offset === 0;
}

function brokenOff(host: string, done: number, size: number): RegistryError {
  return new RegistryError(
    "INTERRUPTED",
    `${host} broke off after ${done} of ${size} bytes: run it again.`,
    { isPassing: true },
  );
}
