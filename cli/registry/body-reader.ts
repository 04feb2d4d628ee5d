import type { Response } from "undici";
import { networkError } from "./network-error.ts";
import { RegistryError } from "./registry-error.ts";

/**
 * Reads the body of an answer by and by, and rejects with a RegistryError when it
 * breaks off or holds more than `limit` bytes.
 *
 *     await readBody(response, "ghcr.io", 4096, (chunk) => chunks.push(chunk));
 */
export async function readBody(
  response: Response,
  host: string,
  limit: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<void> {
  let count = 0;
  try {
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array;
      count += bytes.length;
      if (count > limit) break;
      onChunk(bytes);
    }
  } catch (error) {
    throw networkError(error, host);
  }
  if (count > limit) {
    throw new RegistryError(
      "BAD_ANSWER",
      `${host} sends more than the ${limit} bytes that were expected.`,
    );
  }
}

/** Reads a whole body of at most `limit` bytes. */
export async function readAll(
  response: Response,
  host: string,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await readBody(response, host, limit, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}
