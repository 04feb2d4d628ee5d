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
    if (at + 8 <= end && isPlain(load<u64>(at))) {
      at += 8;
      continue;
    }
    const unit: u32 = load<u16>(at);
    if (unit >= 0x80) room += (unit & 0xf800) == 0xd800 ? 5 : 2;
    else if (needsEscape(unit)) room += 5;
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
    if (ASC_FEATURE_SIMD) {
      while (from + 16 <= until) {
        const block = v128.load(from);
        if (!isPlainBlock(block)) break;
        store<u64>(
          to,
          i64x2.extract_lane(i8x16.narrow_i16x8_u(block, block), 0),
        );
        from += 16;
        to += 8;
      }
    }
    while (from + 8 <= until) {
      const four = load<u64>(from);
      const marks =
        ((four ^ (ONES * Byte.Quote)) - ONES) |
        ((four ^ (ONES * Byte.Backslash)) - ONES) |
        (four - ONES * Byte.Space);
      if (((marks & SIGNS) | (four & NOT_ASCII)) != 0) break;
      const pairs = (four | (four >> 8)) & 0x0000_ffff_0000_ffff;
      store<u32>(to, <u32>(pairs | (pairs >> 16)));
      from += 8;
      to += 4;
    }
    if (from >= until) break;
    const unit: u32 = load<u16>(from);
    if (unit >= 0x80) {
      const next = putPoint(from, end, to);
      // Only a pair of surrogates takes four bytes.
      from += next - to == 4 ? 4 : 2;
      to = next;
      continue;
    }
    if (needsEscape(unit)) to = putEscape(unit, to);
    else store<u8>(to++, <u8>unit);
    from += 2;
  }
  return to;
}

/** Tells whether four units are ASCII and stand for themselves. */
function isPlain(four: u64): bool {
  const marks =
    ((four ^ (ONES * Byte.Quote)) - ONES) |
    ((four ^ (ONES * Byte.Backslash)) - ONES) |
    (four - ONES * Byte.Space);
  return ((marks & SIGNS) | (four & NOT_ASCII)) == 0;
}

/** Tells the same of eight. */
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

function needsEscape(unit: u32): bool {
  return unit < 0x20 || unit == 0x22 || unit == 0x5c;
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
function putPoint(from: usize, end: usize, target: usize): usize {
  const unit: u32 = load<u16>(from);
  if ((unit & 0xf800) == 0xd800) {
    const isPair =
      unit < 0xdc00 &&
      from + 2 < end &&
      ((<u32>load<u16>(from, 2)) & 0xfc00) == 0xdc00;
    if (!isPair) return putHexadecimal(unit, target);
    return target + String.UTF8.encodeUnsafe(from, 2, target);
  }
  return target + String.UTF8.encodeUnsafe(from, 1, target);
}
