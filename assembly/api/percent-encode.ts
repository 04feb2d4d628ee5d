import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";

const PERCENT: u16 = 0x25;

/**
 * Encodes a text as `encodeURIComponent` does, but a lone surrogate, such as the
 * JSON text `"\ud800"` has, becomes U+FFFD. The compiler's function throws there, and
 * so ends the VM.
 *
 * ```ts
 * class Search extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const user = this.request.headers.get("x-user");
 *     if (user != null) {
 *       this.request.headers.set(":path", "/search?q=" + percentEncode(user));
 *     }
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export function percentEncode(text: string): string {
  const start = scratch(encodedRoom(text));
  const end = start + encode(text, start);
  let units: usize = 0;
  for (let at = start; at < end; at++) units += isKept(load<u8>(at)) ? 1 : 3;
  const encoded = __new(units << 1, idof<string>());
  let to = encoded;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isKept(byte)) {
      store<u16>(to, byte);
      to += 2;
      continue;
    }
    store<u16>(to, PERCENT);
    store<u16>(to, hexadecimal(byte >> 4), 2);
    store<u16>(to, hexadecimal(byte & 15), 4);
    to += 6;
  }
  return changetype<string>(encoded);
}

/** Tells whether a byte is a letter, a digit, or one of `-_.!~*'()`. */
function isKept(byte: u32): bool {
  const isLetter = (byte | 0x20) - 0x61 < 26 && byte < 0x80;
  const isDigit = byte - 0x30 < 10;
  const isMark =
    byte == 0x21 ||
    (byte >= 0x27 && byte <= 0x2a) ||
    byte == 0x2d ||
    byte == 0x2e ||
    byte == 0x5f ||
    byte == 0x7e;
  return isLetter || isDigit || isMark;
}

/** Returns the unit of a digit; letters are in upper case. */
function hexadecimal(digit: u8): u16 {
  return digit < 10 ? 0x30 + digit : 0x37 + digit;
}
