import type { Descriptor } from "../oci/descriptor.ts";
import { checkDigest } from "../oci/digest.ts";
import { readBody } from "./body-reader.ts";
import { RegistryError } from "./registry-error.ts";
import { retrying, type RetryOptions } from "./retrying.ts";
import type { Session } from "./session.ts";

export interface DownloadOptions extends RetryOptions {
  action: string;
  scopes: string[];
  /** Called with the bytes that are there, of how many. */
  onProgress?(done: number, total: number): void;
}

/**
 * Reads a blob and checks its size and digest. Where the connection breaks off, it
 * goes on from there, if the registry can.
 *
 *     await download(session, "/v2/me/a/blobs/sha256:…", layer, options);
 */
export async function download(
  session: Session,
  path: string,
  { digest, size }: Descriptor,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const { action, scopes, onProgress } = options;
  let chunks: Uint8Array[] = [];
  let done = 0;
  await retrying(async () => {
    if (done === size && done > 0) return;
    const headers: Record<string, string> =
      done > 0 ? { range: `bytes=${done}-` } : {};
    const response = await session.send(path, { action, scopes, headers });
    if (!response.ok) throw await session.failure(response, action);
    if (!continuesAt(done, response.headers.get("content-range"))) {
      chunks = [];
      done = 0;
    }
    await readBody(response, session.registry, size - done, (chunk) => {
      chunks.push(chunk);
      done += chunk.length;
      onProgress?.(done, size);
    });
    if (done < size) throw brokenOff(session.registry, done, size);
  }, options);
  const bytes = Buffer.concat(chunks);
  checkDigest(bytes, digest, `What ${session.registry} sent`);
  return bytes;
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
