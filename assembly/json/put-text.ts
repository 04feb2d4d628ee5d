import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";

const ONES: u64 = 0x0001_0001_0001_0001;
const NOT_ASCII: u64 = ONES * 0xff80;
const SIGNS: u64 = ONES * 0x8000;

/** Up to here, room for the worst is not looked at. */
const SHORT: i32 = 64;

/** Returns the bytes that `putText` may write for a text. */
export function textRoom(text: string): usize {
  if (text.length <= SHORT) return <usize>text.length * 6 + 2;
  // What needs an escape is counted, so that large texts do not take six times the room.
  let room = <usize>text.length + 2;
  const end = changetype<usize>(text) + ((<usize>text.length) << 1);
  for (let at = changetype<usize>(text); at < end;) {
    if (at + 8 <= end && Units.marks(load<u64>(at)) == 0) {
      at += 8;
      continue;
    }
    const unit: u32 = load<u16>(at);
    if (unit >= 0x80) room += (unit & 0xf800) == 0xd800 ? 5 : 2;
    else if (Units.isEscaped(unit)) room += 5;
    at += 2;
  }
  return room;
}

/** Writes a text in quotes, and returns how many bytes it took. */
export function putText(text: string, target: usize): usize {
  const from = changetype<usize>(text);
  const end = from + ((<usize>text.length) << 1);
  store<u8>(target, Byte.Quote);
  const to = putUnits(from, end, end, target + 1);
  store<u8>(to, Byte.Quote);
  return to + 1 - target;
}

/**
 * Writes the units of a text that begin in front of an address, without quotes, and returns
 * where the bytes end. The text ends at `end`. No unit takes more than six bytes.
 */
export function putUnits(
  start: usize,
  until: usize,
  end: usize,
  target: usize,
): usize {
  let from = start;
  let to = target;
  while (from < until) {
    const eights = putEights(from, until, to);
    to += (eights - from) >> 1;
    from = eights;
    let marks: u64 = 0;
    for (; from + 8 <= until; from += 8, to += 4) {
      const four = load<u64>(from);
      // What follows the plain ones is overwritten.
      store<u32>(to, Units.packed(four));
      marks = Units.marks(four);
      if (marks == 0) continue;
      const plain = (<usize>ctz(marks)) >> 4;
      from += plain << 1;
      to += plain;
      break;
    }
    if (marks == 0) {
      if (until - start >= 8) {
        // The last four units, of which the first ones are written a second time.
        const four = load<u64>(until - 8);
        if (Units.marks(four) == 0) {
          const left = (until - from) >> 1;
          store<u32>(to + left - 4, Units.packed(four));
          return to + left;
        }
      }
      for (; from < until; from += 2) {
        const unit: u32 = load<u16>(from);
        if (unit >= 0x80 || Units.isEscaped(unit)) break;
        store<u8>(to++, <u8>unit);
      }
    }
    while (from < until) {
      const unit: u32 = load<u16>(from);
      if (unit < 0x80 && !Units.isEscaped(unit)) break;
      const next =
        unit < 0x80 ? putEscape(unit, to) : putPoint(unit, from, end, to);
      // Only a pair of surrogates takes four bytes.
      from += next - to == 4 ? 4 : 2;
      to = next;
    }
  }
  return to;
}

/**
 * Writes eight units at a time as long as all are ASCII and stand for themselves, and
 * returns where the first ones are that do not, or fewer.
 */
function putEights(start: usize, until: usize, target: usize): usize {
  let from = start;
  let to = target;
  if (ASC_FEATURE_SIMD) {
    for (; from + 16 <= until; from += 16, to += 8) {
      const block = v128.load(from);
      if (!isPlainBlock(block)) break;
      store<u64>(to, i64x2.extract_lane(i8x16.narrow_i16x8_u(block, block), 0));
    }
  } else if (HAS_LONG_JSON) {
    for (; from + 16 <= until; from += 16, to += 8) {
      const four = load<u64>(from);
      const next = load<u64>(from, 8);
      if ((Units.marks(four) | Units.marks(next)) != 0) break;
      const low: u64 = Units.packed(four);
      store<u64>(to, low | ((<u64>Units.packed(next)) << 32));
    }
  }
  return from;
}

/** Units of UTF-16; a class, as only methods can be `@inline`. */
abstract class Units {
  /** Tells whether one of ASCII does not stand for itself. */
  @inline
  static isEscaped(unit: u32): bool {
    return unit < 0x20 || unit == 0x22 || unit == 0x5c;
  }

  /**
   * Marks each of four that is not ASCII or does not stand for itself. Only the lowest
   * mark counts, as it may borrow from the units behind it.
   */
  @inline
  static marks(units: u64): u64 {
    const marks =
      ((units ^ (ONES * Byte.Quote)) - ONES) |
      ((units ^ (ONES * Byte.Backslash)) - ONES) |
      (units - ONES * Byte.Space);
    return (marks & SIGNS) | (units & NOT_ASCII);
  }

  /** Returns four of ASCII as bytes. */
  @inline
  static packed(units: u64): u32 {
    const pairs = (units | (units >> 8)) & 0x0000_ffff_0000_ffff;
    return <u32>(pairs | (pairs >> 16));
  }
}

/** Tells whether eight units are ASCII and stand for themselves. */
function isPlainBlock(block: v128): bool {
  const isOther = v128.or(
    i16x8.eq(block, i16x8.splat(<i16>Byte.Quote)),
    i16x8.eq(block, i16x8.splat(<i16>Byte.Backslash)),
  );
  const isOutside = i16x8.gt_u(
    i16x8.sub(block, i16x8.splat(<i16>Byte.Space)),
    i16x8.splat(0x5f),
  );
  return !v128.any_true(v128.or(isOther, isOutside));
}

function putEscape(unit: u32, target: usize): usize {
  const letter = letterOf(unit);
  if (letter == 0) return putHexadecimal(unit, target);
  store<u8>(target, Byte.Backslash);
  store<u8>(target, <u8>letter, 1);
  return target + 2;
}

/** Returns the letter that stands for a unit after a backslash, 0 where none does. */
function letterOf(unit: u32): u32 {
  switch (unit) {
    case Byte.Backspace:
      return Byte.LowerB;
    case Byte.Tab:
      return Byte.LowerT;
    case Byte.LineFeed:
      return Byte.LowerN;
    case Byte.FormFeed:
      return Byte.LowerF;
    case Byte.Return:
      return Byte.LowerR;
    default:
      return unit < 0x20 ? 0 : unit;
  }
}

function putHexadecimal(unit: u32, target: usize): usize {
  store<u8>(target, Byte.Backslash);
  store<u8>(target, Byte.LowerU, 1);
  for (let i = 0; i < 4; i++) {
    const digit = (unit >> (12 - (i << 2))) & 0xf;
    const first: u32 = digit < 10 ? Byte.Zero : Byte.LowerA - 10;
    store<u8>(target + <usize>i, <u8>(first + digit), 2);
  }
  return target + 6;
}

/** Writes a character that is not ASCII; a lone surrogate as an escape. */
function putPoint(unit: u32, from: usize, end: usize, target: usize): usize {
  if (unit < 0x800) {
    store<u16>(target, <u16>(0x80c0 | (unit >> 6) | ((unit & 0x3f) << 8)));
    return target + 2;
  }
  if ((unit & 0xf800) != 0xd800) {
    store<u16>(
      target,
      <u16>(0x80e0 | (unit >> 12) | (((unit >> 6) & 0x3f) << 8)),
    );
    store<u8>(target, <u8>(0x80 | (unit & 0x3f)), 2);
    return target + 3;
  }
  const low: u32 = from + 2 < end ? load<u16>(from, 2) : 0;
  if (unit >= 0xdc00 || (low & 0xfc00) != 0xdc00) {
    return putHexadecimal(unit, target);
  }
  const point = 0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  store<u32>(
    target,
    0x8080_80f0 |
      (point >> 18) |
      (((point >> 12) & 0x3f) << 8) |
      (((point >> 6) & 0x3f) << 16) |
      ((point & 0x3f) << 24),
  );
  return target + 4;
}
