import { decimalAt } from "../abi/decimal";
import {
  HAS_LONG_JSON,
  MODELS_HAVE_FLOATS,
  MODELS_HAVE_WIDTHS,
} from "../features";
import { Byte } from "../json/bytes";
import { JsonMismatch } from "../json/json-mismatch";
import { numberMismatch, readFloat, readMagnitude } from "../json/number";
import { accept, advance, Cursor, fail, peek } from "./cursor";

/** Whether what has more than 32 bits is of use. */
export const IS_WIDE: bool = MODELS_HAVE_WIDTHS || MODELS_HAVE_FLOATS;

/** A larger exponent is as good as this one. */
const MOST_EXPONENT: u64 = 100_000_000;

/** 20 digits. */
const LONG: u64 = 10_000_000_000_000_000_000;

/** The number that was gone over last: a value times a power of ten. */
export abstract class Digits {
  /** Where they begin, behind the sign, and where they end. */
  static from: usize = 0;
  static to: usize = 0;
  static value: u64 = 0;
  static exponent: i64 = 0;
  /** How many digits are left out of the value. */
  static left: i32 = 0;
  /** Not 0 where it is not whole, or larger than any. */
  static cut: u32 = 0;
}

/** Goes over a number of a document that is short, of which the first byte is next. */
export function number(): void {
  accept(Byte.Minus);
  if (MODELS_HAVE_FLOATS) Digits.from = Cursor.at;
  Digits.exponent = 0;
  if (MODELS_HAVE_FLOATS) Digits.left = 0;
  if (IS_WIDE) Digits.cut = 0;
  let value: u64 = 0;
  // No digit may follow a zero that leads.
  if (accept(Byte.Zero)) {
    if (peek() - Byte.Zero < 10) fail();
  } else value = digits(0);
  if (accept(Byte.Dot)) {
    const dot = Cursor.at;
    value = digits(value);
    Digits.exponent -= Cursor.at - dot;
  }
  if (MODELS_HAVE_FLOATS) Digits.to = Cursor.at;
  Digits.value = value;
  if ((peek() | 0x20) == Byte.LowerE) {
    advance();
    const isNegative = accept(Byte.Minus);
    if (!isNegative) accept(Byte.Plus);
    const exponent = Digits.exponent;
    if (!IS_WIDE) Digits.exponent = 0;
    let power = <i64>digits(0);
    if (IS_WIDE) power = min(<u64>power, MOST_EXPONENT);
    else power = <i64>scaled(power);
    Digits.exponent = exponent + (isNegative ? -power : power);
  }
}

/** Puts the digits that follow behind those of a value; there is one at least. */
function digits(first: u64): u64 {
  const from = Cursor.at;
  let value = first;
  while (true) {
    const digit = peek() - Byte.Zero;
    if (digit > 9) break;
    advance();
    if (!IS_WIDE) {
      // Zeros are a power of ten until another digit follows.
      Digits.exponent++;
      if (digit != 0) value = scaled(value) + digit;
      continue;
    }
    const isTooLarge = value > (u64.MAX_VALUE - digit) / 10;
    // Only zeros may be left out: they do not make it larger, but its power of ten.
    if (isTooLarge) {
      if (MODELS_HAVE_FLOATS) Digits.left++;
      else Digits.exponent++;
      Digits.cut |= digit;
    } else value = value * 10 + digit;
  }
  if (Cursor.at == from) fail();
  return value;
}

/**
 * Returns a value times its power of ten, where that is none of a fraction. What has more
 * than 32 bits stays so.
 */
function scaled(value: u64): u64 {
  while (Digits.exponent > 0 && value >> 32 == 0) {
    value *= 10;
    Digits.exponent--;
  }
  return value;
}

/**
 * Returns the whole number that was gone over last, without its sign, given where it
 * begins. `Digits.cut` tells that it is none, or has more than 64 bits; where 32 are
 * enough, what has more of them stands for both.
 */
export function magnitude(from: usize): u64 {
  if (HAS_LONG_JSON) {
    const value = readMagnitude(from, Cursor.at);
    Digits.cut = u32(numberMismatch() != JsonMismatch.None);
    return value;
  }
  let value = Digits.value;
  if (!IS_WIDE) {
    // Its power may be as large as the document says.
    if (value == 0) return 0;
    value = scaled(value);
    return Digits.exponent < 0 ? u64.MAX_VALUE : value;
  }
  let exponent = Digits.exponent;
  if (MODELS_HAVE_FLOATS) exponent += Digits.left;
  if (value == 0) {
    Digits.cut = 0;
    return 0;
  }
  while (exponent != 0 && Digits.cut == 0) {
    if (exponent < 0) {
      Digits.cut = <u32>(value % 10);
      value /= 10;
      exponent++;
    } else {
      Digits.cut = u32(value > u64.MAX_VALUE / 10);
      value *= 10;
      exponent--;
    }
  }
  return value;
}

/**
 * Returns the number that was gone over last, given where it begins; NaN for one that is
 * infinite, or 0 although it is not, and for a whole one, written in digits alone, that is
 * rounded.
 */
export function float(from: usize): f64 {
  if (HAS_LONG_JSON) {
    const number = readFloat(from, Cursor.at);
    return numberMismatch() == JsonMismatch.None ? number : NaN;
  }
  const value = Digits.value;
  const exponent = <i32>Digits.exponent;
  let number: f64 = 0;
  if (value != 0) {
    number = decimalAt(Digits.from, Digits.to, exponent);
    const isWhole = exponent == 0 && Digits.to == Cursor.at;
    const isExact = Digits.left == 0 && value < LONG && <u64>number == value;
    if (number == Infinity || number == 0 || (isWhole && !isExact)) return NaN;
  }
  return load<u8>(from) == Byte.Minus ? -number : number;
}
