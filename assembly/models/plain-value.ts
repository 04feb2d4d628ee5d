import {
  MODELS_HAVE_LENGTHS,
  MODELS_HAVE_PATTERNS,
  MODELS_HAVE_FLOATS,
  MODELS_HAVE_WHOLES,
} from "../features";
import { Byte } from "../json/bytes";
import { powerOfTen } from "../json/number";
import { skipSpace } from "../json/skip-value";
import { TextBytes } from "../json/skip-text";
import { decodePlain } from "../json/text";
import { Cursor } from "./cursor";
import { flagsOf, nameAddress, nameSize } from "./key-rules";
import { Reading } from "./reading";
import { RuleFlag } from "./rule-flags";
import { TypeCode } from "./type-code";
import { isTextFit } from "./value-rules";

/** As many bytes of a document have to follow what is read here. */
const ROOM: usize = 40;

/** The letters of the words, the lowest byte first. */
const TRUE: u32 = 0x6575_7274;
const ALSE: u32 = 0x6573_6c61;

/** What has to be looked at closer of a number. */
const NUMBER_FLAGS: u32 =
  RuleFlag.Range | RuleFlag.Duration | RuleFlag.Size | RuleFlag.Names;

/**
 * Returns where the value of a key is, where that key is next in an object and is written
 * as most are; 0 where it has to be looked at closer.
 */
export function afterKey(rule: usize, from: usize): usize {
  const size = nameSize(rule);
  if (from + size + ROOM > Cursor.end) return 0;
  let at = from;
  // A comma never follows `{`, and `{` never ends a value.
  if (load<u8>(from - 1) != Byte.ObjectBegin) {
    if (load<u8>(at) != Byte.Comma) return 0;
    at++;
  }
  if (load<u8>(at) != Byte.Quote) {
    at = skipSpace(at, Cursor.end);
    if (at + size + ROOM > Cursor.end || load<u8>(at) != Byte.Quote) return 0;
  }
  at++;
  // The name and the quote behind it.
  const name = nameAddress(rule);
  let done: usize = 0;
  for (; done + 8 <= size + 1; done += 8) {
    if (load<u64>(at + done) != load<u64>(name + done)) return 0;
  }
  const left = size + 1 - done;
  if (left > 0) {
    const difference = load<u64>(at + done) ^ load<u64>(name + done);
    if (difference << (64 - ((<u64>left) << 3)) != 0) return 0;
  }
  at += size + 1;
  if (load<u8>(at) != Byte.Colon) return 0;
  return load<u8>(at, 1) == Byte.Space ? at + 2 : at + 1;
}

/**
 * Reads a text, a number or a boolean that is short and written as most are, and returns
 * where it ends; 0 where it has to be looked at closer.
 */
export function readPlain(
  code: u32,
  at: usize,
  to: usize,
  owner: usize,
): usize {
  if (at + ROOM > Cursor.end) return 0;
  const kind = code & TypeCode.Kind;
  if (kind == TypeCode.Text) return readText(at, to, owner);
  if (MODELS_HAVE_WHOLES && kind == TypeCode.Whole) {
    return readWhole(code, at, to);
  }
  if (MODELS_HAVE_FLOATS && kind == TypeCode.Float) {
    return readFloat(code, at, to);
  }
  if (kind != TypeCode.Bool) return 0;
  if (load<u32>(at) == TRUE) {
    store<u8>(to, 1);
    return at + 4;
  }
  if (load<u8>(at) != Byte.LowerF || load<u32>(at, 1) != ALSE) return 0;
  store<u8>(to, 0);
  return at + 5;
}

function readText(at: usize, to: usize, owner: usize): usize {
  if (load<u8>(at) != Byte.Quote) return 0;
  const from = at + 1;
  let end = from;
  let marks = TextBytes.marks(load<u64>(end));
  while (marks == 0) {
    end += 8;
    if (end - from > 24) return 0;
    marks = TextBytes.marks(load<u64>(end));
  }
  end += (<usize>ctz(marks)) >> 3;
  if (load<u8>(end) != Byte.Quote) return 0;
  const text = decodePlain(from, end);
  const address = changetype<usize>(text);
  const last = address + ((end - from) << 1);
  if (MODELS_HAVE_LENGTHS || MODELS_HAVE_PATTERNS) {
    if (!isTextFit(Reading.rule, address, last)) return 0;
  }
  store<usize>(to, address);
  __link(owner, address, true);
  return end + 1;
}

function readWhole(code: u32, from: usize, to: usize): usize {
  if ((flagsOf(Reading.rule) & NUMBER_FLAGS) != 0) return 0;
  const isNegative = load<u8>(from) == Byte.Minus;
  const first = from + usize(isNegative);
  let at = first;
  let value: u64 = 0;
  while (true) {
    const digit = <u32>load<u8>(at) - Byte.Zero;
    if (digit > 9) break;
    value = value * 10 + digit;
    at++;
    if (at - first > 18) return 0;
  }
  if (load<u8>(first) == Byte.Zero && at - first > 1) return 0;
  if (at == first || !isNumberEnd(at)) return 0;
  const isSigned = (code & TypeCode.Wider) != 0;
  if (isNegative && !isSigned) return 0;
  const size = (code & TypeCode.SizeBits) >> TypeCode.SizeShift;
  const most = (u64.MAX_VALUE >> (64 - (8 << size))) >> u64(isSigned);
  if (value > most + u64(isNegative)) return 0;
  const stored = isNegative ? -value : value;
  if (size == 2) store<u32>(to, <u32>stored);
  else if (size == 3) store<u64>(to, stored);
  else if (size == 1) store<u16>(to, <u16>stored);
  else store<u8>(to, <u8>stored);
  return at;
}

function readFloat(code: u32, from: usize, to: usize): usize {
  if ((flagsOf(Reading.rule) & NUMBER_FLAGS) != 0) return 0;
  const isNegative = load<u8>(from) == Byte.Minus;
  const first = from + usize(isNegative);
  let at = first;
  let value: u64 = 0;
  let dot: usize = 0;
  while (true) {
    const byte = <u32>load<u8>(at);
    const digit = byte - Byte.Zero;
    if (digit <= 9) value = value * 10 + digit;
    else if (byte == Byte.Dot && dot == 0) {
      dot = at;
      if (at == first) return 0;
    } else break;
    at++;
    // All numbers of 15 digits are exact.
    if (at - first > 15) return 0;
  }
  const whole = dot == 0 ? at : dot;
  const scale: usize = dot == 0 ? 0 : at - dot - 1;
  if (dot != 0 && scale == 0) return 0;
  if (load<u8>(first) == Byte.Zero && whole - first > 1) return 0;
  if (at == first || !isNumberEnd(at)) return 0;
  // A quotient of two exact numbers is rounded once.
  let number = <f64>value;
  if (scale > 0) number /= powerOfTen(<i32>scale);
  if (isNegative) number = -number;
  if ((code & TypeCode.SizeBits) >> TypeCode.SizeShift == 2) {
    store<f32>(to, <f32>number);
  } else store<f64>(to, number);
  return at;
}

/** Tells whether a number that has digits ends here. */
function isNumberEnd(at: usize): bool {
  const next: u32 = load<u8>(at);
  return next != Byte.Dot && (next | 0x20) != Byte.LowerE;
}
