import { createHash } from "node:crypto";

/**
 * The first digits of a text's SHA-256, to tell texts apart without showing them.
 *
 *     shortDigest("hello"); // "2cf24dba5fb0"
 */
export function shortDigest(text: string, length = 12): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
