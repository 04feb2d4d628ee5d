import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { JsonFault, noteFault } from "./json-fault";
import { hexadecimal, pointAt, sizeAt, unescaped } from "./point-at";

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * Byte.NotAscii;
const TWOS: u64 = ONES * 2;
const BACKSLASHES: u64 = ONES * Byte.Backslash;
const AFTER_SPACES: u64 = ONES * (Byte.Space + 1);

/** A bit for each byte below 64, and from there on, that is an escape: `"/` and `\\bfnrt`. */
const LOW_ESCAPES: u64 = 0x8004_0000_0000;
const HIGH_ESCAPES: u64 = 0x14_4044_1000_0000;

/**
 * Returns the address after the quote that ends a text, given the address after the
 * one that begins it; 0 where it is not valid, and the fault is noted.
 */
export function skipText(from: usize, end: usize): usize {
  let at = from;
  while (true) {
    at = skipPlain(at, end);
    if (at >= end) return noteFault(JsonFault.End, end);
    const byte: i32 = load<u8>(at);
    if (byte == Byte.Quote) return at + 1;
    if (byte == Byte.Backslash) {
      if (HAS_LONG_JSON && at + 1 < end && TextBytes.isEscape(load<u8>(at, 1)))
        at += 2;
      else at = skipEscape(at, end);
    } else if (byte >= Byte.NotAscii) at = skipUtf8(at, end);
    else return noteFault(JsonFault.Text, at);
    if (at == 0) return 0;
  }
}

/**
 * Returns the address of the first byte that ends a run of plain ones: a quote, a
 * backslash, a control character, or a byte that is not ASCII.
 */
function skipPlain(from: usize, end: usize): usize {
  let at = from;
  if (HAS_LONG_JSON && ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16) {
      const block = v128.load(at);
      const isQuote = i8x16.eq(block, i8x16.splat(<i8>Byte.Quote));
      const isBackslash = i8x16.eq(block, i8x16.splat(<i8>Byte.Backslash));
      // Of ASCII, only what is below a space then has its highest bit set.
      const isControl = i8x16.sub(block, i8x16.splat(<i8>Byte.Space));
      // Of what is not ASCII the highest bit is set, which is all that the mask takes.
      const marks = v128.or(
        v128.or(isQuote, isBackslash),
        v128.or(isControl, block),
      );
      const mask = i8x16.bitmask(marks);
      if (mask != 0) return at + ctz(mask);
    }
  }
  if (HAS_LONG_JSON) {
    for (; at + 8 <= end; at += 8) {
      const marks = TextBytes.marks(load<u64>(at));
      if (marks != 0) return at + ((<usize>ctz(marks)) >> 3);
    }
  }
  while (at < end && isPlain(load<u8>(at))) at++;
  return at;
}

/** Bytes of a text; a class, as only methods can be `@inline`. */
export abstract class TextBytes {
  /**
   * Marks the highest bit of each of eight that does not stand for itself. A byte of 0 borrows from
   * the next, so only the lowest mark counts.
   */
  @inline
  static marks(word: u64): u64 {
    return (TextBytes.differences(word) | word) & HIGHS;
  }

  /** The same for eight of ASCII. */
  @inline
  static marksOfAscii(word: u64): u64 {
    return TextBytes.differences(word) & HIGHS;
  }

  @inline
  private static differences(word: u64): u64 {
    // With this bit changed, a quote comes just behind the control characters, and a space
    // behind the quote.
    return ((word ^ TWOS) - AFTER_SPACES) | ((word ^ BACKSLASHES) - ONES);
  }

  /** Tells whether a byte is an escape behind a backslash, except for `u`. */
  @inline
  static isEscape(byte: u32): bool {
    const letters = byte < 64 ? LOW_ESCAPES : HIGH_ESCAPES;
    return byte < 128 && ((letters >> ((<u64>byte) & 63)) & 1) != 0;
  }
}

function isPlain(byte: i32): bool {
  return (
    byte != Byte.Quote &&
    byte != Byte.Backslash &&
    byte >= Byte.Space &&
    byte < Byte.NotAscii
  );
}

/** Returns the address after an escape, given that of its backslash; 0 at a fault. */
function skipEscape(from: usize, end: usize): usize {
  if (from + 1 >= end) return noteFault(JsonFault.End, end);
  const byte = load<u8>(from, 1);
  if (byte != Byte.LowerU) {
    return unescaped(byte) != 0
      ? from + 2
      : noteFault(JsonFault.Text, from + 1);
  }
  for (let at = from + 2; at < from + 6; at++) {
    if (at >= end) return noteFault(JsonFault.End, end);
    if (hexadecimal(load<u8>(at)) < 0) return noteFault(JsonFault.Text, at);
  }
  return from + 6;
}

/**
 * Returns the address after all characters that follow each other and are not ASCII;
 * 0 where they are not UTF-8.
 */
function skipUtf8(from: usize, end: usize): usize {
  let at = from;
  while (at < end && <i32>load<u8>(at) >= Byte.NotAscii) {
    const size = HAS_LONG_JSON
      ? utf8Size(at + 4 <= end ? load<u32>(at) : lastBytes(at, end))
      : shortUtf8Size(at, end);
    if (size == 0) return noteFault(JsonFault.Utf8, at);
    at += size;
  }
  return at;
}

/** Returns the bytes that are left at the end of a document, fewer than four. */
function lastBytes(from: usize, end: usize): u32 {
  let bytes: u32 = 0;
  for (let at = end; at > from;) bytes = (bytes << 8) | load<u8>(--at);
  return bytes;
}

/**
 * Returns how many bytes the character takes that four bytes begin with; 0 where they
 * begin with none, as with one that is longer than need be, or with a surrogate.
 */
function utf8Size(bytes: u32): usize {
  if ((bytes & 0x00c0_c0f0) == 0x0080_80e0) {
    const high = bytes & 0x200f;
    return high != 0 && high != 0x200d ? 3 : 0;
  }
  if ((bytes & 0xc0e0) == 0x80c0) return (bytes & 0x1e) != 0 ? 2 : 0;
  if ((bytes & 0xc0c0_c0f8) != 0x8080_80f0) return 0;
  // From 10000 to 10FFFF: the two highest digits of six bits.
  const high = ((bytes & 7) << 2) | ((bytes >> 12) & 3);
  return high - 1 < 16 ? 4 : 0;
}

/** Returns the same, in less code and more time. */
function shortUtf8Size(at: usize, end: usize): usize {
  const size = sizeAt(at);
  if (size == 1 || at + size > end || load<u8>(at) > 0xf7) return 0;
  for (let i: usize = 1; i < size; i++) {
    if ((load<u8>(at + i) & 0xc0) != 0x80) return 0;
  }
  const point = pointAt(at);
  const least: u32 = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  const isSurrogate = point - 0xd800 < 0x800;
  return point < least || point > 0x10ffff || isSurrogate ? 0 : size;
}
