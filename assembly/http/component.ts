/** Percent coding of the parts of a URL, RFC 3986, section 2. */
import { copyBytes } from "../abi/copy-bytes";
import { scratch } from "../abi/scratch";
import { decode, encode, encodedRoom } from "../abi/utf8";

const PERCENT: u32 = 0x25;
const PLUS: u32 = 0x2b;

/**
 * Decodes units `from` to `to` of a byte text, as the Web does: a `%` without two
 * hexadecimal digits stays, and what is not UTF-8 becomes U+FFFD. In a form, and so in a
 * query, `+` is a space.
 */
export function decodeComponent(
  raw: string,
  from: i32,
  to: i32,
  isForm: bool,
): string {
  if (isPlain(raw, from, to)) return raw.substring(from, to);
  const at = scratch(to - from);
  return decode(at, decodeTo(raw, from, to, isForm, at));
}

/** Decodes as `decodeComponent`, to bytes of any kind. */
export function decodeComponentBytes(
  raw: string,
  from: i32,
  to: i32,
  isForm: bool,
): Uint8Array {
  const at = scratch(to - from);
  return copyBytes(at, decodeTo(raw, from, to, isForm, at));
}

/** Tells whether decoding leaves units `from` to `to` as they are. */
export function isPlain(raw: string, from: i32, to: i32): bool {
  for (let i = from; i < to; i++) {
    const unit: u32 = raw.charCodeAt(i);
    if (unit == PERCENT || unit == PLUS || unit >= 0x80) return false;
  }
  return true;
}

/** What `encodeUnits` leaves as it is. */
export const enum Kept {
  /** Letters, digits and `-._~`: what has no meaning anywhere in a URL. */
  Unreserved,
  /** What a path may have, `/` and `%` included. */
  Path,
  /** What a query may have, `%` included. */
  Query,
}

/**
 * Encodes the UTF-8 of a text so that a URL may have it. A lone surrogate becomes U+FFFD.
 * Where `%` is kept, one without two hexadecimal digits is encoded all the same.
 */
export function encodeComponent(text: string, kept: Kept): string {
  const start = scratch(encodedRoom(text));
  const end = start + encode(text, start);
  let units: usize = 0;
  for (let at = start; at < end; at++) units += isKept(at, end, kept) ? 1 : 3;
  const encoded = __new(units << 1, idof<string>());
  let to = encoded;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (isKept(at, end, kept)) {
      store<u16>(to, byte);
      to += 2;
      continue;
    }
    store<u16>(to, PERCENT);
    store<u16>(to, digitOf(byte >> 4), 2);
    store<u16>(to, digitOf(byte & 15), 4);
    to += 6;
  }
  return changetype<string>(encoded);
}

function decodeTo(
  raw: string,
  from: i32,
  to: i32,
  isForm: bool,
  target: usize,
): usize {
  let end = target;
  for (let i = from; i < to; i++, end++) {
    let byte: u32 = raw.charCodeAt(i);
    if (byte == PERCENT && i + 2 < to) {
      const high = hexadecimal(raw.charCodeAt(i + 1));
      const low = hexadecimal(raw.charCodeAt(i + 2));
      if ((high | low) < 16) {
        byte = (high << 4) | low;
        i += 2;
      }
    } else if (byte == PLUS && isForm) byte = 0x20;
    store<u8>(end, <u8>byte);
  }
  return end - target;
}

function isKept(at: usize, end: usize, kept: Kept): bool {
  const byte: u32 = load<u8>(at);
  if (isUnreserved(byte)) return true;
  if (kept == Kept.Unreserved) return false;
  if (byte == PERCENT) {
    if (end - at < 3) return false;
    return (hexadecimal(load<u8>(at, 1)) | hexadecimal(load<u8>(at, 2))) < 16;
  }
  // The others of RFC 3986's pchar, and the slash.
  return (
    byte == 0x21 ||
    byte == 0x24 ||
    (byte >= 0x26 && byte <= 0x2f) ||
    byte == 0x3a ||
    byte == 0x3b ||
    byte == 0x3d ||
    byte == 0x40 ||
    (byte == 0x3f && kept == Kept.Query)
  );
}

function isUnreserved(byte: u32): bool {
  return (
    (byte | 0x20) - 0x61 < 26 ||
    byte - 0x30 < 10 ||
    byte == 0x2d ||
    byte == 0x2e ||
    byte == 0x5f ||
    byte == 0x7e
  );
}

function digitOf(digit: u8): u16 {
  return digit < 10 ? 0x30 + digit : 0x37 + digit;
}

/** Returns what a digit stands for, above 15 where it is not a digit. */
function hexadecimal(unit: u32): u32 {
  const digit = unit - 0x30;
  if (digit < 10) return digit;
  const letter = (unit | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 16;
}
