import { decode, encode, encodedSize } from "../abi/utf8";

/**
 * Returns a text as UTF-8, as the Web's `TextEncoder` does: a lone surrogate becomes U+FFFD.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * log.info(utf8Encode("é").length.toString()); // 2
 * ```
 */
export function utf8Encode(text: string): Uint8Array {
  const bytes = new Uint8Array(<i32>encodedSize(text));
  encode(text, bytes.dataStart);
  return bytes;
}

/**
 * Reads bytes as UTF-8, as the Web's `TextDecoder` does: what is not UTF-8 becomes U+FFFD. A
 * byte order mark is kept.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const value = this.request.headers.getBytes("x-name");
 * if (value != null) log.info(utf8Decode(value));
 * ```
 */
export function utf8Decode(bytes: Uint8Array): string {
  return decode(bytes.dataStart, bytes.length);
}
