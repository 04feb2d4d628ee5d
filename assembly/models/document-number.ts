import { decimalAt } from "../abi/decimal";
import { HAS_LONG_JSON, MODELS_HAVE_FLOATS } from "../features";
import { Byte } from "../json/bytes";
import { JsonMismatch } from "../json/json-mismatch";
import { numberMismatch, readFloat, readMagnitude } from "../json/number";
import { Cursor, fail, peek } from "./cursor";

/** Above it another digit is too much, and with it one above 5. */
const LIMIT: u64 = u64.MAX_VALUE / 10;

/** The numbers up to here are all exact in 64-bit floating point. */
const EXACT: u64 = 1 << 53;

/** The largest power of ten that is exact in 64-bit floating point. */
const LARGEST_POWER = 22;

/** 20 digits. */
const LONG: u64 = 10_000_000_000_000_000_000;

/** The number that was gone over last: digits times a power of ten. */
export abstract class Digits {
  /** Where they begin, behind the sign, and where they end. */
  static from: usize = 0;
  static to: usize = 0;
  static value: u64 = 0;
  static exponent: i32 = 0;
  /** How many of them are left out of the value, and whether those are all 0. */
  static left: i32 = 0;
  static isCut: bool = false;
}

/** Goes over a number of a document that is short, of which the first byte is next. */
export function number(): void {
  if (peek() == Byte.Minus) Cursor.at++;
  const from = Cursor.at;
  Digits.value = 0;
  Digits.left = 0;
  Digits.isCut = false;
  let exponent = 0;
  // No digit may follow a zero that leads.
  if (peek() == Byte.Zero) {
    Cursor.at++;
    if (peek() - Byte.Zero < 10) fail();
  } else digits();
  if (peek() == Byte.Dot) {
    const dot = ++Cursor.at;
    digits();
    exponent = <i32>(dot - Cursor.at);
  }
  if (MODELS_HAVE_FLOATS) Digits.to = Cursor.at;
  if ((peek() | 0x20) == Byte.LowerE) {
    Cursor.at++;
    const sign = peek();
    if (sign == Byte.Plus || sign == Byte.Minus) Cursor.at++;
    const value = Digits.value;
    const left = Digits.left;
    const isCut = Digits.isCut;
    Digits.value = 0;
    digits();
    const power = <i32>min<u64>(Digits.value, 100_000_000);
    exponent += sign == Byte.Minus ? -power : power;
    Digits.value = value;
    Digits.left = left;
    Digits.isCut = isCut;
  }
  Digits.from = from;
  Digits.exponent = exponent;
}

/** Goes over digits; there is one at least. */
function digits(): void {
  const from = Cursor.at;
  while (true) {
    const digit = peek() - Byte.Zero;
    if (digit > 9) break;
    Cursor.at++;
    const value = Digits.value;
    if (value < LIMIT + u64(digit < 6)) Digits.value = value * 10 + digit;
    else {
      Digits.left++;
      if (digit != 0) Digits.isCut = true;
    }
  }
  if (Cursor.at == from) fail();
}

/**
 * Returns the whole number that was gone over last, without its sign, given where it
 * begins. `Digits.isCut` tells that it is none, or has more than 64 bits.
 */
export function magnitude(from: usize): u64 {
  if (HAS_LONG_JSON) {
    const value = readMagnitude(from, Cursor.at);
    Digits.isCut = numberMismatch() != JsonMismatch.None;
    return value;
  }
  let value = Digits.value;
  if (value == 0) return 0;
  let exponent = Digits.exponent + Digits.left;
  while (exponent != 0 && !Digits.isCut) {
    if (exponent < 0) {
      if (value % 10 != 0) Digits.isCut = true;
      value /= 10;
      exponent++;
    } else {
      if (value > LIMIT) Digits.isCut = true;
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
  const exponent = Digits.exponent;
  let number = <f64>value;
  const left = abs(exponent);
  if (Digits.left == 0 && value <= EXACT && left <= LARGEST_POWER) {
    let power: f64 = 1;
    for (let i = 0; i < left; i++) power *= 10;
    // A quotient or a product of two exact numbers is rounded once.
    number = exponent < 0 ? number / power : number * power;
  } else if (value != 0) {
    number = decimalAt(Digits.from, Digits.to, exponent);
    const isWhole = exponent == 0 && Digits.to == Cursor.at;
    const isExact = Digits.left == 0 && value < LONG && <u64>number == value;
    if (number == Infinity || number == 0 || (isWhole && !isExact)) return NaN;
  }
  return load<u8>(from) == Byte.Minus ? -number : number;
}
