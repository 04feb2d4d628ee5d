import { createHash } from "node:crypto";
import { ImageError } from "./image-error.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

const SHORT_LENGTH = 12;

/**
 * Returns the digest of bytes, as images write it.
 *
 *     digestOf(Buffer.from("")); // "sha256:e3b0c442…"
 */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Whether a text is a SHA-256 digest; other algorithms are not supported. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * Throws when bytes do not have the digest that `what` promises.
 *
 *     checkDigest(bytes, layer.digest, "the layer of add-header:v1");
 */
export function checkDigest(
  bytes: Uint8Array,
  digest: string,
  what: string,
): void {
  const found = digestOf(bytes);
  if (found !== digest) throw damaged(what, digest, found);
}

/** The error of bytes whose digest differs from the promised one. */
export function damaged(
  what: string,
  digest: string,
  found: string,
): ImageError {
  return new ImageError(
    "BAD_DIGEST",
    `${what} is damaged: it should be ${digest}, and is ${found}.`,
  );
}

/** Returns the start of a digest's hexadecimal digits, as tables show it. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, "").slice(0, SHORT_LENGTH);
}
