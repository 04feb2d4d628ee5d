import { sha256 } from "./sha256";

const BLOCK = 64;

/** Returns the HMAC of a text by SHA-256, RFC 2104. */
export function hmacSha256(key: Uint8Array, text: Uint8Array): Uint8Array {
  const short = key.length > BLOCK ? sha256(key) : key;
  const inner = padded(short, 0x36, text);
  return sha256(padded(short, 0x5c, sha256(inner)));
}

/** Returns a block of the key and a pad, and after it a text. */
function padded(key: Uint8Array, pad: u8, text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(BLOCK + text.length);
  bytes.fill(pad, 0, BLOCK);
  for (let i = 0; i < key.length; i++) bytes[i] ^= key[i];
  bytes.set(text, BLOCK);
  return bytes;
}
