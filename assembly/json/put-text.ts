import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { TextBytes } from "./skip-text";

const ONES: u64 = 0x0001_0001_0001_0001;
const NOT_ASCII: u64 = ONES * 0xff80;
const SIGNS: u64 = ONES * 0x8000;

/** The letters of the escapes from 8 on, the first one as the lowest byte. */
const LETTERS: u64 =
  (<u64>Byte.LowerB) |
  ((<u64>Byte.LowerT) << 8) |
  ((<u64>Byte.LowerN) << 16) |
  ((<u64>Byte.LowerF) << 32) |
  ((<u64>Byte.LowerR) << 40);

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
  while (true) {
    // What follows the plain ones is overwritten.
    let plain: usize = 16;
    if (ASC_FEATURE_SIMD) {
      for (; from + 32 <= until; from += 32, to += 16) {
        const marks = Units.putSixteen(from, to);
        if (marks == 0) continue;
        plain = ctz(marks);
        break;
      }
    } else if (HAS_LONG_JSON) {
      for (; from + 16 <= until; from += 16, to += 8) {
        if (Units.putEight(from, to) == 0) continue;
        plain = Units.plainOfEight(from);
        break;
      }
    }
    if (plain == 16) {
      for (; from + 8 <= until; from += 8, to += 4) {
        const marks = Units.putFour(from, to);
        if (marks == 0) continue;
        plain = (<usize>ctz(marks)) >> 4;
        break;
      }
    }
    if (plain == 16) {
      if (until - start >= 8 && Units.marks(load<u64>(until - 8)) == 0) {
        return Units.putLast(from, until, to);
      }
      plain = 0;
      for (; from < until; from += 2, to++) {
        const unit: u32 = load<u16>(from);
        if (Units.isOther(unit)) break;
        store<u8>(to, <u8>unit);
      }
      if (from >= until) return to;
    }
    from += plain << 1;
    to += plain;
    do {
      const unit: u32 = load<u16>(from);
      const letter = Units.letterOf(unit);
      if (u32(letter == 0) | u32((unit & 0xf800) == 0xd800)) {
        const next = putRare(unit, from, end, to);
        // Only a pair of surrogates takes four bytes.
        from += next - to == 4 ? 4 : 2;
        to = next;
      } else {
        to = Units.putOther(unit, letter, to);
        from += 2;
      }
    } while (from < until && Units.isOther(load<u16>(from)));
  }
}

/** Units of UTF-16; a class, as only methods can be `@inline`. */
abstract class Units {
  /** Tells whether one of ASCII does not stand for itself. */
  @inline
  static isEscaped(unit: u32): bool {
    return unit < 0x20 || unit == 0x22 || unit == 0x5c;
  }

  /** Tells whether one is not ASCII, or does not stand for itself. */
  @inline
  static isOther(unit: u32): u32 {
    return (
      u32(unit - Byte.Space >= 0x60) |
      u32(unit == Byte.Quote) |
      u32(unit == Byte.Backslash)
    );
  }

  /** Returns the letter of a control character's escape, 0 for none; others as they are. */
  @inline
  static letterOf(unit: u32): u32 {
    const letters = LETTERS >> (<u64>((unit - Byte.Backspace) << 3));
    const letter = unit - Byte.Backspace < 6 ? (<u32>letters) & 0x7f : 0;
    return unit < 0x20 ? letter : unit;
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

  /** Writes one that takes two bytes or three, given its letter; returns where they end. */
  @inline
  static putOther(unit: u32, letter: u32, target: usize): usize {
    // Which it is has no pattern that a processor could foresee, so nothing branches here.
    const two = 0x80c0 | (unit >> 6) | ((unit & 0x3f) << 8);
    const last = ((unit & 0x3f) << 16) | (((unit >> 6) & 0x3f) << 8);
    const three = 0x80_80e0 | (unit >> 12) | last;
    const short = unit < 0x80 ? Byte.Backslash | (letter << 8) : two;
    store<u32>(target, unit < 0x800 ? short : three);
    return target + 2 + usize(unit >= 0x800);
  }

  /** Writes the last ones, up to three, which are ASCII as those in front of them. */
  @inline
  static putLast(from: usize, until: usize, target: usize): usize {
    const after = target + ((until - from) >> 1);
    // The first ones are written a second time.
    store<u32>(after - 4, Units.packed(load<u64>(until - 8)));
    return after;
  }

  /** Writes four as ASCII, and marks those that are not, or do not stand for themselves. */
  @inline
  static putFour(from: usize, target: usize): u64 {
    const four = load<u64>(from);
    store<u32>(target, Units.packed(four));
    return Units.marks(four);
  }

  /** Writes eight as ASCII; returns 0 where all are that, and stand for themselves. */
  @inline
  static putEight(from: usize, target: usize): u64 {
    const four = load<u64>(from);
    const next = load<u64>(from, 8);
    const low: u64 = Units.packed(four);
    const bytes = low | ((<u64>Units.packed(next)) << 32);
    store<u64>(target, bytes);
    return ((four | next) & NOT_ASCII) | TextBytes.marksOfAscii(bytes);
  }

  /** Returns how many of eight come before the first one for which that is not so. */
  @inline
  static plainOfEight(from: usize): usize {
    const first = (<usize>ctz(Units.marks(load<u64>(from)))) >> 4;
    const second = (<usize>ctz(Units.marks(load<u64>(from, 8)))) >> 4;
    return first < 4 ? first : 4 + second;
  }

  /** Writes sixteen as ASCII, and marks those that are not, or do not stand for themselves. */
  @inline
  static putSixteen(from: usize, target: usize): i32 {
    // What is not ASCII becomes 0 or at least 80: as a number with a sign, less than a space.
    const block = i8x16.narrow_i16x8_u(v128.load(from), v128.load(from, 16));
    v128.store(target, block);
    const isQuote = i8x16.eq(block, i8x16.splat(<i8>Byte.Quote));
    const isBackslash = i8x16.eq(block, i8x16.splat(<i8>Byte.Backslash));
    const isOther = i8x16.lt_s(block, i8x16.splat(<i8>Byte.Space));
    return i8x16.bitmask(v128.or(v128.or(isQuote, isBackslash), isOther));
  }
}

/** Writes a control character that has no letter, or a surrogate with the one behind it. */
function putRare(unit: u32, from: usize, end: usize, target: usize): usize {
  const low: u32 = from + 2 < end ? load<u16>(from, 2) : 0;
  if ((unit & 0xfc00) != 0xd800 || (low & 0xfc00) != 0xdc00) {
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
