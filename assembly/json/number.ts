import { decimalAt } from "../abi/decimal";
import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { JsonMismatch } from "./json-mismatch";

/** Above it another digit is too much, and with it one above 5. */
const LIMIT: u64 = u64.MAX_VALUE / 10;

/** The numbers up to here are all exact in 64-bit floating point. */
const EXACT: u64 = 1 << 53;

/** The largest power of ten that is exact in 64-bit floating point. */
const LARGEST_POWER = 22;

/** What the number that was read last is but for its value; static memory. */
@unmanaged
class ReadNumber {
  mismatch: JsonMismatch = JsonMismatch.None;
}

const last = changetype<ReadNumber>(memory.data(4, 4));

/** Why the number that was read last does not fit. */
export function numberMismatch(): JsonMismatch {
  return last.mismatch;
}

/**
 * Reads the whole number that was gone over, without its sign, exactly, also where it
 * is written with a fraction of zeros or an exponent. See `numberMismatch`.
 */
export function readMagnitude(from: usize, to: usize): u64 {
  last.mismatch = JsonMismatch.None;
  if (!HAS_LONG_JSON) return readLong(from, to);
  let at = load<u8>(from) == Byte.Minus ? from + 1 : from;
  let value: u64 = 0;
  // No number of up to 19 digits is too large.
  const safe = min(to, at + 19);
  for (; at < safe; at++) {
    const digit = <u32>load<u8>(at) - Byte.Zero;
    if (digit >= 10) break;
    value = value * 10 + digit;
  }
  return at == to ? value : readLong(from, to);
}

/** Reads the whole number that was gone over, with its sign; see `numberMismatch`. */
export function readInteger(from: usize, to: usize): i64 {
  const value = readMagnitude(from, to);
  const isNegative = load<u8>(from) == Byte.Minus;
  if (value > u64(i64.MAX_VALUE) + u64(isNegative)) {
    last.mismatch = JsonMismatch.Range;
  }
  return isNegative ? -value : value;
}

/** Reads one that has more than 19 digits, a fraction or an exponent. */
function readLong(from: usize, to: usize): u64 {
  let at = load<u8>(from) == Byte.Minus ? from + 1 : from;
  let value: u64 = 0;
  let exponent = 0;
  // How many zeros follow the last digit that is not 0.
  let zeros = 0;
  // How many digits the value leaves out because they do not fit.
  let left = 0;
  let isBehindDot = false;
  let isTooLarge = false;
  for (; at < to; at++) {
    const byte: u32 = load<u8>(at);
    const digit = byte - Byte.Zero;
    if (digit < 10) {
      if (isBehindDot) exponent--;
      zeros = digit == 0 ? zeros + 1 : 0;
      if (value < LIMIT || (value == LIMIT && digit <= 5)) {
        value = value * 10 + digit;
      } else {
        left++;
        if (digit != 0) isTooLarge = true;
      }
    } else if (byte == Byte.Dot) isBehindDot = true;
    else break;
  }
  if (value == 0) return 0;
  exponent += exponentOf(at, to);
  if (exponent + zeros < 0) {
    last.mismatch = JsonMismatch.Fraction;
    return 0;
  }
  exponent += left;
  for (; exponent < 0; exponent++) value /= 10;
  for (; exponent > 0 && !isTooLarge; exponent--) {
    if (value > LIMIT) isTooLarge = true;
    else value *= 10;
  }
  if (!isTooLarge) return value;
  last.mismatch = JsonMismatch.Range;
  return 0;
}

/** Returns the exponent that is written at an address, 0 where there is none. */
function exponentOf(from: usize, to: usize): i32 {
  if (from >= to) return 0;
  let at = from + 1;
  const sign = load<u8>(at);
  if (sign == Byte.Minus || sign == Byte.Plus) at++;
  let exponent = 0;
  for (; at < to; at++) {
    const digit = <i32>load<u8>(at) - Byte.Zero;
    if (exponent < 100_000_000) exponent = exponent * 10 + digit;
  }
  return sign == Byte.Minus ? -exponent : exponent;
}

/**
 * Reads a number that was gone over as `JSON.parse` does. See `numberMismatch`: what
 * is infinite then, or 0 although it is not, is out of range, and a whole number that
 * is written in digits alone and is rounded has no such precision.
 */
export function readFloat(from: usize, to: usize): f64 {
  last.mismatch = JsonMismatch.None;
  const isNegative = load<u8>(from) == Byte.Minus;
  let at = isNegative ? from + 1 : from;
  let value: u64 = 0;
  let scale = 0;
  let isBehindDot = false;
  let digits = 0;
  for (; at < to; at++) {
    const byte: u32 = load<u8>(at);
    const digit = byte - Byte.Zero;
    if (digit < 10) {
      value = value * 10 + digit;
      if ((digits | digit) != 0) digits++;
      if (isBehindDot) scale--;
    } else if (byte == Byte.Dot) isBehindDot = true;
    else break;
  }
  const isWhole = at == to && !isBehindDot;
  const exponent = scale + exponentOf(at, to);
  // A quotient or a product of two exact numbers is rounded once.
  if (digits <= 19 && value <= EXACT && abs(exponent) <= LARGEST_POWER) {
    const number = <f64>value;
    const result =
      exponent < 0
        ? number / powerOfTen(-exponent)
        : number * powerOfTen(exponent);
    return isNegative ? -result : result;
  }
  if (value == 0 && digits == 0) return isNegative ? -0.0 : 0;
  const number = decimalAt(from, at, exponent);
  const isLost = isWhole && !isExact(value, digits, number);
  if (number == Infinity || number == 0) {
    last.mismatch = JsonMismatch.Range;
  } else if (isLost) last.mismatch = JsonMismatch.Precision;
  return isNegative ? -number : number;
}

/**
 * Returns a power of ten that is exact. The table is in a function, so that only a module
 * that reads such numbers has it.
 */
export function powerOfTen(exponent: i32): f64 {
  const powers = memory.data<f64>([
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
    1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]);
  return load<f64>(powers + ((<usize>exponent) << alignof<f64>()));
}

/** Tells whether a whole number of so many digits is what it was rounded to. */
function isExact(value: u64, digits: i32, rounded: f64): bool {
  // 2^64 has 20 digits; what is longer is not looked at.
  return digits < 20 && <u64>rounded == value;
}
