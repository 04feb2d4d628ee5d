import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { pointAt, sizeAt, unescaped } from "./point-at";

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * Byte.NotAscii;
const BACKSLASHES: u64 = ONES * Byte.Backslash;

/**
 * Returns a text that was gone over, without its quotes. An escaped lone surrogate is
 * one in the result, too.
 */
export function decodeText(from: usize, to: usize): string {
  // No byte becomes more than one unit.
  const room = (to - from) << 1;
  const text = changetype<string>(__new(room, idof<string>()));
  const start = changetype<usize>(text);
  let unit = start;
  let at = from;
  while (at < to) {
    if (HAS_LONG_JSON) {
      const plain = widenPlain(at, to, unit);
      unit += (plain - at) << 1;
      at = plain;
      if (at >= to) break;
      // Most of what is not plain has two or three bytes.
      const byte: u32 = load<u8>(at);
      if ((byte & 0xe0) == 0xc0) {
        const last: u32 = load<u8>(at, 1) & 0x3f;
        store<u16>(unit, <u16>(((byte & 0x1f) << 6) | last));
        unit += 2;
        at += 2;
        continue;
      }
      if ((byte & 0xf0) == 0xe0) {
        const middle: u32 = load<u8>(at, 1) & 0x3f;
        const last: u32 = load<u8>(at, 2) & 0x3f;
        store<u16>(unit, <u16>((byte << 12) | (middle << 6) | last));
        unit += 2;
        at += 3;
        continue;
      }
      if (byte == Byte.Backslash && load<u8>(at, 1) != Byte.LowerU) {
        store<u16>(unit, <u16>unescaped(load<u8>(at, 1)));
        unit += 2;
        at += 2;
        continue;
      }
    }
    const point = pointAt(at);
    if (point > 0xffff) {
      store<u16>(unit, <u16>(0xd7c0 + (point >> 10)));
      store<u16>(unit, <u16>(0xdc00 | (point & 0x3ff)), 2);
      unit += 4;
    } else {
      store<u16>(unit, <u16>point);
      unit += 2;
    }
    at += sizeAt(at);
  }
  const size = unit - start;
  if (size == room) return text;
  // What is left over stays with the text, unless it is much.
  if (HAS_LONG_JSON && size << 1 >= room) {
    return changetype<string>(__renew(start, size));
  }
  const copy = changetype<string>(__new(size, idof<string>()));
  memory.copy(changetype<usize>(copy), start, size);
  return copy;
}

/** Returns a text of ASCII that was gone over and has no escapes. */
export function decodePlain(from: usize, to: usize): string {
  const size = to - from;
  if (size == 0) return "";
  const text = __new(size << 1, idof<string>());
  let at = from;
  let unit = text;
  if (ASC_FEATURE_SIMD) {
    for (; at + 8 <= to; at += 8, unit += 16) {
      v128.store(unit, v128.load8x8_u(at));
    }
  }
  for (; at + 4 <= to; at += 4, unit += 8) {
    store<u64>(unit, Bytes.widened(load<u32>(at)));
  }
  // The last four, of which the first ones are written a second time.
  if (size >= 4) {
    store<u64>(text + (size << 1) - 8, Bytes.widened(load<u32>(to - 4)));
  } else {
    for (; at < to; at++, unit += 2) store<u16>(unit, load<u8>(at));
  }
  return changetype<string>(text);
}

/** Bytes of ASCII; a class, as only methods can be `@inline`. */
abstract class Bytes {
  /** Returns four as units of UTF-16. */
  @inline
  static widened(bytes: u32): u64 {
    const four: u64 = bytes;
    const pairs = (four | (four << 16)) & 0x0000_ffff_0000_ffff;
    return (pairs | (pairs << 8)) & 0x00ff_00ff_00ff_00ff;
  }
}

/**
 * Writes the units of a run of ASCII without escapes, and returns the address after it.
 */
function widenPlain(from: usize, to: usize, target: usize): usize {
  let at = from;
  let unit = target;
  // What follows the plain ones is overwritten: each byte has room for a unit.
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= to; at += 16, unit += 32) {
      const block = v128.load(at);
      v128.store(unit, i16x8.extend_low_i8x16_u(block));
      v128.store(unit, i16x8.extend_high_i8x16_u(block), 16);
      const isBackslash = i8x16.eq(block, i8x16.splat(<i8>Byte.Backslash));
      const mask = i8x16.bitmask(v128.or(block, isBackslash));
      if (mask != 0) return at + ctz(mask);
    }
  }
  for (; at + 8 <= to; at += 8, unit += 16) {
    const eight = load<u64>(at);
    store<u64>(unit, Bytes.widened(<u32>eight));
    store<u64>(unit, Bytes.widened(<u32>(eight >> 32)), 8);
    const marks = eight | ((eight ^ BACKSLASHES) - ONES);
    if ((marks & HIGHS) != 0) {
      return at + ((<usize>ctz(marks & HIGHS)) >> 3);
    }
  }
  for (; at < to; at++, unit += 2) {
    const byte: u32 = load<u8>(at);
    if (byte >= 0x80 || byte == Byte.Backslash) break;
    store<u16>(unit, <u16>byte);
  }
  return at;
}

/** Tells whether one of eight bytes may be a backslash. */
function hasBackslash(word: u64): bool {
  const rest = word ^ 0x5c5c_5c5c_5c5c_5c5c;
  return ((rest - 0x0101_0101_0101_0101) & ~rest & 0x8080_8080_8080_8080) != 0;
}

/** Tells whether a text that was gone over is another one; reads it where it lies. */
export function equalsText(from: usize, to: usize, text: string): bool {
  let at = from;
  let unit = changetype<usize>(text);
  const last = unit + ((<usize>text.length) << 1);
  // Four by four as long as they are the same.
  for (; at + 4 <= to && unit + 8 <= last; at += 4, unit += 8) {
    let four: u64 = load<u32>(at);
    four = (four | (four << 16)) & 0x0000_ffff_0000_ffff;
    four = (four | (four << 8)) & 0x00ff_00ff_00ff_00ff;
    // Neither a backslash nor a byte that is not ASCII stands for itself.
    if (((four + 0x0080_0080_0080_0080) & 0xff00_ff00_ff00_ff00) != 0) break;
    if (hasBackslash(four | 0xff00_ff00_ff00_ff00)) break;
    if (four != load<u64>(unit)) return false;
  }
  for (; at < to; at += sizeAt(at)) {
    if (unit >= last) return false;
    const point = pointAt(at);
    let next: u32 = load<u16>(unit);
    unit += 2;
    if (point > 0xffff) {
      if (next != 0xd7c0 + (point >> 10) || unit >= last) return false;
      next = load<u16>(unit);
      unit += 2;
      if (next != (0xdc00 | (point & 0x3ff))) return false;
    } else if (next != point) return false;
  }
  return unit == last;
}

/** Tells whether a text that was gone over is another one, which has no escapes. */
export function equalsBytes(
  from: usize,
  to: usize,
  text: usize,
  size: usize,
): bool {
  let at = from;
  let other = text;
  while (at < to && other < text + size) {
    if (pointAt(at) != pointAt(other)) return false;
    at += sizeAt(at);
    other += sizeAt(other);
  }
  return at == to && other == text + size;
}
