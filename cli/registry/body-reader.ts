import type { Response } from "undici";
import type { Sink } from "../oci/image-store.ts";
import { networkError } from "./network-error.ts";
import { RegistryError } from "./registry-error.ts";

/**
 * Streams the body of an answer, and rejects with a RegistryError when it
 * breaks off or holds more than `limit` bytes. What the sink throws is thrown.
 *
 *     await readBody(response, "ghcr.io", 4096, (chunk) => void chunks.push(chunk));
 */
export async function readBody(
  response: Response,
  host: string,
  limit: number,
  sink: Sink,
): Promise<void> {
  let count = 0;
  for await (const bytes of chunksOf(response, host)) {
    count += bytes.length;
    if (count > limit) {
      throw new RegistryError(
        "BAD_ANSWER",
        `${host} sends more than the ${limit} bytes that were expected.`,
      );
    }
    await sink(bytes);
  }
}

/** Reads a whole body of at most `limit` bytes. */
export async function readAll(
  response: Response,
  host: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await readBody(response, host, limit, (chunk) => {
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** Reads the first `limit` bytes of a body, or what there is of them. */
export async function readStart(
  response: Response,
  host: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  try {
    for await (const bytes of chunksOf(response, host)) {
      chunks.push(bytes);
      count += bytes.length;
      if (count >= limit) break;
    }
  } catch {
    // The page only explains an error that is known already.
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** Ends the body of an answer that nobody reads, in whatever state it is. */
export async function dropBody(response: Response): Promise<void> {
  // A body that has already broken off says so again.
  await response.body?.cancel().catch(() => undefined);
}

/** The chunks of a body; the connection ends where they are not all wanted. */
async function* chunksOf(
  response: Response,
  host: string,
): AsyncGenerator<Uint8Array, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  let isDone = false;
  try {
    for (;;) {
      const read = await reader.read().catch((error: unknown) => {
        isDone = true;
        throw networkError(error, host);
      });
      isDone = read.done;
      if (read.done) return;
      yield read.value as Uint8Array;
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => undefined);
  }
}
