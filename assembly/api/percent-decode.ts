import { scratch } from "../abi/scratch";
import { decode, encode, encodedRoom } from "../abi/utf8";

const PERCENT: u32 = 0x25;

/**
 * Decodes a text as `decodeURIComponent` does, which throws, and so ends the VM, at
 * `/%zz`: `null` where a `%` has no two hexadecimal digits after it, or where the
 * bytes are not UTF-8. A `+` stays, as in paths; in queries of forms it is a space.
 *
 * ```ts
 * class Decode extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const path = this.request.headers.get(":path");
 *     const decoded = path != null ? percentDecode(path) : null;
 *     if (decoded != null) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(new LocalResponse(400).text("no such path"));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * ```
 */
export function percentDecode(text: string): string | null {
  // Encoded again, what is decoded takes no more than the text itself may.
  const start = scratch(encodedRoom(text) << 1);
  const end = start + encode(text, start);
  let to = start;
  let from = start;
  for (; from < end; from++, to++) {
    let byte: u32 = load<u8>(from);
    if (byte == PERCENT) {
      if (end - from < 3) return null;
      const high = hexadecimal(load<u8>(from, 1));
      const low = hexadecimal(load<u8>(from, 2));
      if ((high | low) > 15) return null;
      byte = (high << 4) | low;
      from += 2;
    }
    store<u8>(to, <u8>byte);
  }
  if (to == from) return text;
  const size = to - start;
  const decoded = decode(start, size);
  // What is not UTF-8 is decoded to U+FFFD, and so becomes other bytes.
  const isSame =
    encode(decoded, to) == size && memory.compare(start, to, size) == 0;
  return isSame ? decoded : null;
}

/** Returns what a digit stands for, above 15 where it is none. */
function hexadecimal(byte: u32): u32 {
  const digit = byte - 0x30;
  if (digit < 10) return digit;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 16;
}
