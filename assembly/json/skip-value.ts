import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { JsonFault, noteFault } from "./json-fault";
import { Levels, MAX_DEPTH } from "./nesting";
import { BLOCK, skipBlocks } from "./skip-blocks";
import { TextBytes, skipText } from "./skip-text";

/** The letters of the words, the lowest byte first. */
const TRUE: u64 = 0x6575_7274;
const FALSE: u64 = 0x65_736c_6166;
const NULL: u64 = 0x6c6c_756e;

/**
 * Goes over a value, and the white space in front of it, and returns the address after
 * it; 0 where it is not JSON, and the fault is noted. `depth` is how many lists and
 * objects may be open at a time. What may be long needs no stack, however deep the nesting.
 */
export function skipValue(from: usize, end: usize, depth: i32): usize {
  if (!HAS_LONG_JSON) return skipShort(from, end, depth);
  if (ASC_FEATURE_SIMD) {
    const at = skipSpace(from, end);
    if (at < end && (load<u8>(at) | 0x20) == Byte.ObjectBegin) {
      const after = skipLarge(at, end, depth, 0);
      if (after != 0) return after;
    }
  }
  return skipLong(from, end, depth, 0);
}

/**
 * Goes over the rest of a list, from one of its values on, and returns the address after it;
 * see `skipValue`. The list is one of the `depth`. For what may be long.
 */
export function skipList(from: usize, end: usize, depth: i32): usize {
  if (ASC_FEATURE_SIMD) {
    const after = skipLarge(from, end, depth, 1);
    if (after != 0) return after;
  }
  return skipLong(from, end, depth, 1);
}

/** Does the same by vectors; returns 0 for a fault, whose place is found byte by byte. */
function skipLarge(from: usize, end: usize, depth: i32, entered: i32): usize {
  return from + BLOCK <= end ? skipBlocks(from, end, depth, entered) : 0;
}

/** Does the same in less code, with the stack. */
function skipShort(from: usize, end: usize, depth: i32): usize {
  let at = skipSpace(from, end);
  if (at >= end) return noteFault(JsonFault.End, end);
  const first: u32 = load<u8>(at);
  if (first == Byte.Quote) return skipText(at + 1, end);
  if ((first | 0x20) != Byte.ObjectBegin) return skipScalar(first, at, end);
  if (depth <= 0) return noteFault(JsonFault.Depth, at);
  at = skipSpace(at + 1, end);
  // The byte that ends it is two above the one that begins it.
  if (at < end && load<u8>(at) == first + 2) return at + 1;
  while (true) {
    if (first == Byte.ObjectBegin) {
      at = skipSpace(at, end);
      if (at >= end) return noteFault(JsonFault.End, end);
      if (load<u8>(at) != Byte.Quote) return noteFault(JsonFault.Syntax, at);
      at = skipText(at + 1, end);
      if (at != 0) at = skipColon(at, end);
      if (at == 0) return 0;
    }
    at = skipShort(at, end, depth - 1);
    if (at == 0) return 0;
    at = skipSpace(at, end);
    if (at >= end) return noteFault(JsonFault.End, end);
    const next: u32 = load<u8>(at);
    if (next == first + 2) return at + 1;
    if (next != Byte.Comma) return noteFault(JsonFault.Syntax, at);
    at++;
  }
}

/** Does it with any nesting; `entered` is 1 within a list, in front of a value. */
function skipLong(from: usize, end: usize, depth: i32, entered: i32): usize {
  const most = min(depth, MAX_DEPTH);
  let at = from;
  let open = entered;
  let levels: u64 = 0;
  let isKey: u32 = 0;
  while (true) {
    if (at >= end || <i32>load<u8>(at) <= Byte.Space) at = skipSpace(at, end);
    if (at >= end) return noteFault(JsonFault.End, end);
    const byte: u32 = load<u8>(at);
    if (byte == Byte.Quote) {
      at = skipQuoted(at, end);
      if (at == 0) return 0;
      if (isKey != 0) {
        at =
          at < end && load<u8>(at) == Byte.Colon ? at + 1 : skipColon(at, end);
        if (at == 0) return 0;
        isKey = 0;
        continue;
      }
    } else if (isKey != 0) return noteFault(JsonFault.Syntax, at);
    else if ((byte | 0x20) == Byte.ObjectBegin) {
      if (open >= most) return noteFault(JsonFault.Depth, at);
      Levels.keep(open, levels);
      // The two differ in this bit.
      const isObject = (byte >> 5) & 1;
      levels = (levels << 1) | isObject;
      open++;
      at = skipSpace(at + 1, end);
      // The byte that ends it is two above the one that begins it.
      if (at >= end || load<u8>(at) != byte + 2) {
        isKey = isObject;
        continue;
      }
    } else {
      at = skipWhole(byte, at, end);
      if (at == 0) return 0;
    }
    // After a value, or where a list or an object may end at once.
    while (true) {
      if (open == 0) return at;
      const isObject = (<u32>levels) & 1;
      if (at >= end || <i32>load<u8>(at) <= Byte.Space) at = skipSpace(at, end);
      if (at >= end) return noteFault(JsonFault.End, end);
      const next: u32 = load<u8>(at);
      if (next == Byte.Comma) {
        at++;
        isKey = isObject;
        break;
      }
      if (next != Byte.ListEnd + (isObject << 5)) {
        return noteFault(JsonFault.Syntax, at);
      }
      at++;
      open--;
      levels = Levels.kept(open, levels >> 1);
    }
  }
}

/** Does the same as `skipScalar`; most numbers are short and whole. */
function skipWhole(first: u32, from: usize, end: usize): usize {
  if (first - Byte.Zero - 1 < 9) {
    let at = from + 1;
    while (at < end && <u32>load<u8>(at) - Byte.Zero < 10) at++;
    if (at < end) {
      const byte: u32 = load<u8>(at);
      if (byte != Byte.Dot && (byte | 0x20) != Byte.LowerE) return at;
    }
  }
  return skipScalar(first, from, end);
}

/** Returns the address after a text, given that of its first quote; 0 at a fault. */
export function skipQuoted(from: usize, end: usize): usize {
  // Most texts end within eight bytes, or sixteen: those take no call.
  if (HAS_LONG_JSON && from + 18 <= end) {
    const first = TextBytes.marks(load<u64>(from, 1));
    let last = from + 1 + ((<usize>ctz(first)) >> 3);
    if (first == 0)
      last += (<usize>ctz(TextBytes.marks(load<u64>(from, 9)))) >> 3;
    if (load<u8>(last) == Byte.Quote) return last + 1;
  }
  return skipText(from + 1, end);
}

/** Returns the address after a colon and the white space in front of it; 0 for none. */
export function skipColon(from: usize, end: usize): usize {
  if (HAS_LONG_JSON && from < end && load<u8>(from) == Byte.Colon) {
    return from + 1;
  }
  const at = skipSpace(from, end);
  if (at >= end) return noteFault(JsonFault.End, end);
  if (load<u8>(at) != Byte.Colon) return noteFault(JsonFault.Syntax, at);
  return at + 1;
}

/** Returns the address of the first byte that is not white space. */
export function skipSpace(from: usize, end: usize): usize {
  if (from >= end || <i32>load<u8>(from) > Byte.Space) return from;
  return skipMoreSpace(from, end);
}

function skipMoreSpace(from: usize, end: usize): usize {
  let at = from;
  if (HAS_LONG_JSON && ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16) {
      const block = v128.load(at);
      const isBreak = v128.or(
        i8x16.eq(block, i8x16.splat(<i8>Byte.LineFeed)),
        i8x16.eq(block, i8x16.splat(<i8>Byte.Return)),
      );
      const isBlank = v128.or(
        i8x16.eq(block, i8x16.splat(<i8>Byte.Space)),
        i8x16.eq(block, i8x16.splat(<i8>Byte.Tab)),
      );
      const mask = i8x16.bitmask(v128.or(isBreak, isBlank));
      if (mask != 0xffff) return at + ctz(~mask);
    }
  }
  while (at < end) {
    if (HAS_LONG_JSON && at + 8 <= end) {
      const others = load<u64>(at) ^ 0x2020_2020_2020_2020;
      if (others == 0) {
        at += 8;
        continue;
      }
      at += (<usize>ctz(others)) >> 3;
    }
    const byte = load<u8>(at);
    const isSpace =
      byte == Byte.Space ||
      byte == Byte.LineFeed ||
      byte == Byte.Return ||
      byte == Byte.Tab;
    if (!isSpace) return at;
    at++;
  }
  return at;
}

/** Returns the address after a number or a word; 0 where there is none. */
export function skipScalar(first: u32, from: usize, end: usize): usize {
  if (first == Byte.LowerT) return skipWord(TRUE, from, end);
  if (first == Byte.LowerF) return skipWord(FALSE, from, end);
  if (first == Byte.LowerN) return skipWord(NULL, from, end);
  return skipNumber(from, end);
}

function skipWord(word: u64, from: usize, end: usize): usize {
  if (HAS_LONG_JSON) {
    const fifth = <u32>(word >> 32);
    const after = from + 4 + usize(fifth != 0);
    if (after <= end && load<u32>(from) == <u32>word) {
      if (fifth == 0 || load<u8>(from, 4) == fifth) return after;
    }
  }
  // Where the fault is, byte by byte.
  let at = from;
  let rest = word;
  for (; rest != 0 && at < end && load<u8>(at) == (rest & 0xff); at++) {
    rest >>= 8;
  }
  if (rest == 0) return at;
  return noteFault(at < end ? JsonFault.Syntax : JsonFault.End, at);
}

function skipNumber(from: usize, end: usize): usize {
  let at = from;
  if (at < end && load<u8>(at) == Byte.Minus) at++;
  const whole = at;
  at = skipDigits(at, end);
  if (at == whole) return noNumber(at, end, at == from);
  // No digit may follow a zero that leads.
  if (load<u8>(whole) == Byte.Zero && at > whole + 1) {
    return noteFault(JsonFault.Number, whole + 1);
  }
  if (at < end && load<u8>(at) == Byte.Dot) {
    const fraction = at + 1;
    at = skipDigits(fraction, end);
    if (at == fraction) return noNumber(at, end, false);
  }
  if (at < end && (load<u8>(at) | 0x20) == Byte.LowerE) {
    at++;
    if (at < end) {
      const sign = load<u8>(at);
      if (sign == Byte.Plus || sign == Byte.Minus) at++;
    }
    const exponent = at;
    at = skipDigits(exponent, end);
    if (at == exponent) return noNumber(at, end, false);
  }
  return at;
}

/** Notes what is wrong where a digit is missing. */
function noNumber(at: usize, end: usize, isFirst: bool): usize {
  if (at >= end) return noteFault(JsonFault.End, end);
  return noteFault(isFirst ? JsonFault.Syntax : JsonFault.Number, at);
}

function skipDigits(from: usize, end: usize): usize {
  let at = from;
  while (at < end && <u32>load<u8>(at) - Byte.Zero < 10) at++;
  return at;
}
