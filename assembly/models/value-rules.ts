import {
  HAS_LONG_JSON,
  MODELS_HAVE_DURATIONS,
  MODELS_HAVE_LENGTHS,
  MODELS_HAVE_NAMES,
  MODELS_HAVE_PATTERNS,
  MODELS_HAVE_RANGES,
  MODELS_HAVE_SHORT_RANGES,
  MODELS_HAVE_SIGNS,
  MODELS_HAVE_SIZES,
  MODELS_HAVE_WIDTHS,
} from "../features";
import { Byte } from "../json/bytes";
import { Digits, float, IS_WIDE, magnitude } from "./document-number";
import { isText, Text, unitsRead } from "./document-text";
import { boundsOf, flagsOf, has, rangeOf, typeOf } from "./key-rules";
import { matches } from "./match-pattern";
import { refuseLength } from "./model-lines";
import { Reading } from "./reading";
import { RuleFlag } from "./rule-flags";
import { isPair } from "./surrogates";
import { TypeCode } from "./type-code";
import { inUnits } from "./units";

/** Tells whether a value is a number by its first byte. */
export function isNumber(first: u32): bool {
  return first - Byte.Minus < 13;
}

/**
 * Stores the whole number that was gone over, or what is written for one, and tells whether
 * it is what its key says. `first` is the byte at `from`, where it begins.
 */
export function readWhole(code: u32, first: u32, from: usize, to: usize): bool {
  const flags = flagsOf(Reading.rule);
  const isWritten = first == Byte.Quote;
  if (MODELS_HAVE_NAMES && (flags & RuleFlag.Names) != 0) {
    const name = isWritten ? namedAt(Reading.rule) : 0;
    if (name == 0) return false;
    store<i32>(to, load<i32>(name));
    return true;
  }
  let value: u64;
  let isNegative = false;
  const isSize = MODELS_HAVE_SIZES && (flags & RuleFlag.Size) != 0;
  const isDuration = MODELS_HAVE_DURATIONS && (flags & RuleFlag.Duration) != 0;
  // A size may be written either way.
  if (isWritten != isDuration && !(isWritten && isSize)) return false;
  if ((MODELS_HAVE_DURATIONS || MODELS_HAVE_SIZES) && isWritten) {
    unitsRead();
    value = inUnits(Text.units, Text.unitsEnd, isSize);
    // Of another width, it is too large by itself.
    if (MODELS_HAVE_WIDTHS && value == u64.MAX_VALUE) return false;
  } else {
    // Words do not come here from a short document.
    if (HAS_LONG_JSON && !isNumber(first)) return false;
    value = magnitude(from);
    isNegative = first == Byte.Minus && value != 0;
    if (!MODELS_HAVE_SIGNS) {
      if (isNegative) return false;
      isNegative = false;
    }
    if ((HAS_LONG_JSON || IS_WIDE) && Digits.cut != 0) return false;
  }
  const size = MODELS_HAVE_WIDTHS
    ? (code & TypeCode.SizeBits) >> TypeCode.SizeShift
    : 2;
  const isSigned = MODELS_HAVE_SIGNS && (code & TypeCode.Wider) != 0;
  if (isNegative && (!isSigned || (flags & RuleFlag.Size) != 0)) return false;
  const most = (u64.MAX_VALUE >> (64 - (8 << size))) >> u64(isSigned);
  // What is the same as to compare it with the most is less code.
  if (MODELS_HAVE_WIDTHS || MODELS_HAVE_SIGNS) {
    if (value > most + u64(isNegative)) return false;
  } else if (value >> 32 != 0) return false;
  const number = isNegative ? -value : value;
  if (size == 2) store<u32>(to, <u32>number);
  else if (size == 0) store<u8>(to, <u8>number);
  else if (size == 1) store<u16>(to, <u16>number);
  else store<u64>(to, number);
  if (MODELS_HAVE_SHORT_RANGES) return isInShortRange(flags, <u32>number);
  return isInRange(flags, isNegative ? -(<f64>value) : <f64>value);
}

/** As `isInRange`, where no number is other than a `u32`. */
function isInShortRange(flags: u32, value: u32): bool {
  if (!MODELS_HAVE_RANGES || (flags & RuleFlag.Range) == 0) return true;
  const bounds = rangeOf(Reading.rule);
  const isEnough = i32(value >= load<u32>(bounds));
  return (isEnough & i32(value <= load<u32>(bounds, 4))) != 0;
}

/** Stores the number that was gone over, and tells whether it is what its key says. */
export function readFloat(code: u32, from: usize, to: usize): bool {
  const value = float(from);
  if ((code & TypeCode.SizeBits) >> TypeCode.SizeShift == 2) {
    store<f32>(to, <f32>value);
  } else store<f64>(to, value);
  return value == value && isInRange(flagsOf(Reading.rule), value);
}

function isInRange(flags: u32, value: f64): bool {
  if (!MODELS_HAVE_RANGES || (flags & RuleFlag.Range) == 0) return true;
  const bounds = rangeOf(Reading.rule);
  const isEnough = i32(value >= load<f64>(bounds));
  return (isEnough & i32(value <= load<f64>(bounds, 8))) != 0;
}

/**
 * Returns where the description of a key has the name that was gone over; its value stands
 * in front of it. Returns 0 for an unknown name.
 */
export function namedAt(rule: usize): usize {
  let at = boundsOf(rule) + 1;
  for (let left = load<u8>(at - 1); left > 0; left--) {
    if (isText(at + 4)) return at;
    at += 6 + <usize>load<u8>(at, 4);
  }
  return 0;
}

/** Tells whether a text is what its key says, given where its units begin and end. */
export function isTextFit(rule: usize, from: usize, to: usize): bool {
  let at = boundsOf(rule);
  if (MODELS_HAVE_LENGTHS && has(rule, RuleFlag.Length)) {
    // That of a list is of its items.
    if (!has(rule, RuleFlag.OfItems)) {
      let length: u32 = 0;
      for (let unit = from; unit < to; unit += 2) {
        if (unit == from || !isPair(unit)) length++;
      }
      if (length < load<u32>(at) || length > load<u32>(at, 4)) return false;
    }
    at += 8;
  }
  if (!MODELS_HAVE_PATTERNS || !has(rule, RuleFlag.Pattern)) return true;
  return matches(from, to, at);
}

/**
 * Refuses a list or a map, of a type, that has another number of values than its key says;
 * those within it may have any number.
 */
export function checkLength(length: u32, type: usize): void {
  const rule = Reading.rule;
  if (!MODELS_HAVE_LENGTHS || !has(rule, RuleFlag.Length)) return;
  if (type != typeOf(rule)) return;
  const bounds = boundsOf(rule);
  if (length < load<u32>(bounds) || length > load<u32>(bounds, 4)) {
    refuseLength(length, rule);
  }
}
