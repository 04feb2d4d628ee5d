/**
 * Decimal numbers as 64-bit floating point, rounded as IEEE 754 wants: to the nearest,
 * and to the even one of two that are as near. The compiler's `parseFloat` is off by
 * powers of ten between 1e39 and 1e55, and in the last digit in many more places.
 *
 * The digits become one large whole number of 32-bit limbs, the lowest first, which is
 * then multiplied or divided by powers of five: exact, and short where numbers are.
 */

/** More digits never decide on more than which side of a number something is. */
const MAX_DIGITS: i32 = 774;

/** The largest power of five in 32 bits, and its exponent. */
const FIVES: u32 = 1_220_703_125;
const FIVES_EXPONENT: i32 = 13;

/** Room for 84 limbs, after two that stay 0. */
const LIMBS: usize = memory.data(86 * 4, 8) + 8;

/**
 * Reads the number that a text begins with, by the grammar of `parseFloat` without
 * white space and `Infinity`; NaN where it begins with none. What is too large is
 * infinite, and what is too small is 0, as in JavaScript.
 */
export function parseDecimal(text: string): f64 {
  let at = changetype<usize>(text);
  const end = at + ((<usize>text.length) << 1);
  const first = unitAt(at, end);
  if (first == 0x2d || first == 0x2b) at += 2;

  let hasDigits = false;
  let isBehindDot = false;
  let isMore = false;
  let digits = 0;
  let exponent = 0;
  let count: i32 = 0;
  let chunk: u32 = 0;
  let factor: u32 = 1;
  for (; ; at += 2) {
    const unit = unitAt(at, end);
    const digit = unit - 0x30;
    if (digit < 10) {
      hasDigits = true;
      if (isBehindDot) exponent--;
      if (digits == MAX_DIGITS) {
        exponent++;
        if (digit != 0) isMore = true;
        continue;
      }
      if ((digits | digit) != 0) digits++;
      chunk = chunk * 10 + digit;
      factor *= 10;
      if (factor == 1_000_000_000) {
        count = multiply(count, factor, chunk);
        chunk = 0;
        factor = 1;
      }
    } else if (unit == 0x2e && !isBehindDot) isBehindDot = true;
    else break;
  }
  if (!hasDigits) return NaN;
  count = multiply(count, factor, chunk);
  exponent += exponentAt(at, end);
  return copysign<f64>(
    count == 0 ? 0 : rounded(count, digits, exponent, isMore),
    first == 0x2d ? -1 : 1,
  );
}

/**
 * Reads digits of UTF-8, among which a dot may be, as a whole number times a power of ten.
 * The first one that is not 0 is there.
 */
export function decimalAt(from: usize, to: usize, exponent: i32): f64 {
  let count: i32 = 0;
  let digits = 0;
  let left = exponent;
  let isMore = false;
  let chunk: u32 = 0;
  let factor: u32 = 1;
  for (let at = from; at < to; at++) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit >= 10) continue;
    if (digits == MAX_DIGITS) {
      left++;
      if (digit != 0) isMore = true;
      continue;
    }
    if ((digits | digit) != 0) digits++;
    chunk = chunk * 10 + digit;
    factor *= 10;
    if (factor == 1_000_000_000) {
      count = multiply(count, factor, chunk);
      chunk = 0;
      factor = 1;
    }
  }
  return rounded(multiply(count, factor, chunk), digits, left, isMore);
}

/** Returns the exponent that a text begins with, 0 where it begins with none. */
function exponentAt(start: usize, end: usize): i32 {
  if ((unitAt(start, end) | 0x20) != 0x65) return 0;
  let at = start + 2;
  const sign = unitAt(at, end);
  if (sign == 0x2d || sign == 0x2b) at += 2;
  let exponent: i32 = 0;
  for (; ; at += 2) {
    const digit = unitAt(at, end) - 0x30;
    if (digit >= 10) break;
    if (exponent < 100_000_000) exponent = exponent * 10 + digit;
  }
  return sign == 0x2d ? -exponent : exponent;
}

/** Returns a unit of a text, 0 after its end. */
function unitAt(at: usize, end: usize): u32 {
  return at < end ? load<u16>(at) : 0;
}

/** Rounds the limbs times a power of ten; `isMore` tells that they are a bit more. */
function rounded(limbs: i32, digits: i32, exponent: i32, isMore: bool): f64 {
  if (digits + exponent > 309) return Infinity;
  if (digits + exponent < -323) return 0;
  let count = limbs;
  let binary = exponent;
  let rest: u32 = isMore ? 1 : 0;
  let fives = abs(exponent);
  if (exponent < 0) {
    // The quotient is to have 65 bits at least, and log2(5) is below 7 / 3.
    const wanted = (((fives * 7) / 3 + 65) >> 5) + 2;
    const shift = wanted - count;
    if (shift > 0) {
      memory.copy(LIMBS + (shift << 2), LIMBS, count << 2);
      memory.fill(LIMBS, 0, shift << 2);
      binary -= shift << 5;
      count = wanted;
    }
  }
  for (; fives > 0; fives -= FIVES_EXPONENT) {
    let power = FIVES;
    if (fives < FIVES_EXPONENT) for (power = 1; fives > 0; fives--) power *= 5;
    if (exponent < 0) {
      rest |= divide(count, power);
      if (load<u32>(LIMBS + (count << 2) - 4) == 0) count--;
    } else count = multiply(count, power, 0);
  }
  return nearest(count, binary, rest);
}

/** Multiplies the limbs and adds a number; returns how many limbs there are then. */
function multiply(count: i32, factor: u32, addend: u32): i32 {
  let carry: u64 = addend;
  const end = LIMBS + (count << 2);
  for (let at = LIMBS; at < end; at += 4) {
    carry += <u64>load<u32>(at) * factor;
    store<u32>(at, <u32>carry);
    carry >>= 32;
  }
  if (carry == 0) return count;
  store<u32>(end, <u32>carry);
  return count + 1;
}

/** Divides the limbs, and returns the remainder. */
function divide(count: i32, divisor: u32): u32 {
  let remainder: u64 = 0;
  for (let at = LIMBS + (count << 2) - 4; at >= LIMBS; at -= 4) {
    const part = (remainder << 32) | load<u32>(at);
    // V8 divides by a constant twice as fast.
    const quotient = divisor == FIVES ? part / FIVES : part / divisor;
    store<u32>(at, <u32>quotient);
    remainder = part - quotient * divisor;
  }
  return <u32>remainder;
}

/** Rounds the limbs times a power of two; `more` is not 0 where they are a bit more. */
function nearest(count: i32, binary: i32, more: u32): f64 {
  const last = LIMBS + (count << 2) - 4;
  const zeros = clz(load<u32>(last));
  const low = (<u64>load<u32>(last - 8)) << zeros;
  let rest = more | (<u32>low);
  for (let at = LIMBS; at < last - 8; at += 4) rest |= load<u32>(at);

  // 63 bits; the lowest is set, too, where anything below it is.
  const top = (load<u64>(last - 4) << zeros) | (low >> 32);
  const bits = (top >> 1) | (top & 1) | u64(rest != 0);
  const exponent = binary + (count << 5) - zeros - 63;

  const scale = max(exponent + 10, -1074);
  if (scale > 971) return Infinity;
  const shift = scale - exponent;
  if (shift > 63) return 0;
  const whole = bits >> shift;
  const part = bits << (64 - shift);
  const half: u64 = 1 << 63;
  const isUp = part > half || (part == half && (whole & 1) != 0);
  // A whole number of 53 bits adds one to the exponent, and of 54 bits another.
  return reinterpret<f64>(((<u64>(scale + 1074)) << 52) + whole + u64(isUp));
}
