import { HAS_LONG_JSON, MODELS_HAVE_ESCAPES } from "../features";
import { Byte } from "../json/bytes";
import { unescaped } from "../json/point-at";
import { skipQuoted } from "../json/skip-value";
import { decodeText, equalsBytes } from "../json/text";
import { advance, Cursor, fail, goTo, peek } from "./cursor";

/**
 * The text that was gone over last. A document that may be long is gone over without a look
 * at what it says; of a short one, the units of UTF-16 are written down on the way.
 */
export abstract class Text {
  /** Where it begins in the document, behind its quote, and how many bytes it has. */
  static from: usize = 0;
  static size: usize = 0;
  /** Where its units are, as many as the document has bytes at most. */
  static units: usize = 0;
  static unitsEnd: usize = 0;
}

/**
 * What follows the units of a text of a short document: no digit, and no letter, so that
 * eight bytes of them tell a short text by themselves.
 */
const UNITS_END: u64 = 1;

/** Goes over a text and the quote that ends it, from behind the one that begins it. */
export function text(): void {
  const from = Cursor.at;
  goTo(skipQuoted(from - 1, Cursor.end));
  Text.from = from;
  Text.size = Cursor.at - 1 - from;
}

/** Does the same with a text of a short document, and writes down its units. */
export function readUnits(): void {
  let to = Text.units;
  while (true) {
    let point = peek();
    if (point < <u32>Byte.Space) return fail();
    advance();
    if (point == Byte.Quote) break;
    if (point == Byte.Backslash) point = escape();
    else if (point >= 0x80) point = utf8(point);
    if (point > 0xffff) {
      store<u16>(to, <u16>(0xd7c0 + (point >> 10)));
      to += 2;
      point = 0xdc00 | (point & 0x3ff);
    }
    store<u16>(to, <u16>point);
    to += 2;
  }
  store<u64>(to, UNITS_END);
  Text.unitsEnd = to;
}

/** Returns what an escape stands for, from behind its backslash. */
function escape(): u32 {
  const byte = peek();
  let point = unescaped(byte);
  if (byte == Byte.LowerU) {
    for (let left = 4; left > 0; left--) {
      advance();
      let digit = peek() - Byte.Zero;
      if (digit > 9) {
        digit = (peek() | 0x20) - Byte.LowerA + 10;
        if (digit - 10 > 5) fail();
      }
      point = (point << 4) | digit;
    }
  } else if (point == 0) fail();
  advance();
  return point;
}

/** Returns the character that a byte begins with, from behind that byte. */
function utf8(lead: u32): u32 {
  const from = Cursor.at - 1;
  let point = lead;
  // Bytes from C2 to F4 begin a character.
  let wrong = u32(lead - 0xc2 > 0x32);
  // Each of its first bits that is set, but for one, stands for a byte that follows.
  let room: u32 = 0x40;
  for (let bits = <i32>(lead << 25); bits < 0; bits <<= 1) {
    const byte = peek() ^ 0x80;
    wrong |= byte >> 6;
    point = (point << 6) | byte;
    room <<= 5;
    advance();
  }
  point &= room - 1;
  // What has room in one byte less, and surrogates, are none.
  wrong |= u32(point < room >> 5) | u32(point > 0x10_ffff);
  if ((wrong | u32(point >> 11 == 0x1b)) != 0) {
    Cursor.at = from;
    fail();
  }
  return point;
}

/** Returns the text that was gone over last. */
export function textRead(): string {
  if (HAS_LONG_JSON) return decodeText(Text.from, Text.from + Text.size);
  const size = Text.unitsEnd - Text.units;
  const string = __new(size, idof<string>());
  memory.copy(string, Text.units, size);
  return changetype<string>(string);
}

/** Has the units of the text that was gone over last be there. */
export function unitsRead(): void {
  if (!HAS_LONG_JSON) return;
  const string = textRead();
  Text.units = changetype<usize>(string);
  Text.unitsEnd = Text.units + ((<usize>string.length) << 1);
}

/**
 * Tells whether the text that was gone over last is a name of the tables that the transform
 * writes: a byte has its size, and a quote ends it.
 */
export function isText(name: usize): bool {
  if (HAS_LONG_JSON) {
    const size: usize = load<u8>(name);
    const from = Text.from;
    if (Text.size == size && isSame(from, name + 1, size)) return true;
    // With escapes it is longer.
    if (Text.size < size || !hasEscape()) return false;
    return equalsBytes(from, from + Text.size, name + 1, size);
  }
  if (MODELS_HAVE_ESCAPES) return equalsName(name + 1);
  let at = name + 1;
  let unit = Text.units;
  // What ends the units is in no name.
  while (load<u16>(unit) == load<u8>(at)) {
    unit += 2;
    at++;
  }
  // As numbers: less code than a branch for each.
  const isWhole = i32(at == name + 1 + load<u8>(name));
  return (i32(unit == Text.unitsEnd) & isWhole) != 0;
}

/** Compares the units of the text that was gone over last with those of a name. */
function equalsName(name: usize): bool {
  const at = Cursor.at;
  const end = Cursor.end;
  const units = Text.units;
  const unitsEnd = Text.unitsEnd;
  Cursor.at = name;
  Cursor.end = usize.MAX_VALUE;
  Text.units = unitsEnd;
  readUnits();
  let unit = Text.unitsEnd - unitsEnd;
  let isEqual = unit == unitsEnd - units;
  while (isEqual && unit > 0) {
    unit -= 2;
    isEqual = load<u16>(units + unit) == load<u16>(unitsEnd + unit);
  }
  Cursor.at = at;
  Cursor.end = end;
  Text.units = units;
  Text.unitsEnd = unitsEnd;
  return isEqual;
}

/** Tells whether the bytes at two addresses are the same. */
function isSame(one: usize, other: usize, size: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= size; at += 8) {
    if (load<u64>(one + at) != load<u64>(other + at)) return false;
  }
  if ((size & 4) != 0) {
    if (load<u32>(one + at) != load<u32>(other + at)) return false;
    at += 4;
  }
  for (; at < size; at++) {
    if (load<u8>(one + at) != load<u8>(other + at)) return false;
  }
  return true;
}

/** Tells whether the text that was gone over last has an escape. */
function hasEscape(): bool {
  const end = Text.from + Text.size;
  for (let at = Text.from; at < end; at++) {
    if (load<u8>(at) == Byte.Backslash) return true;
  }
  return false;
}
