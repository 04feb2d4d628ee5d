import { exponentAt, unitAt } from "./decimal";

/** Above it another digit may be too much. */
const LIMIT: u64 = u64(i64.MAX_VALUE) / 10;

/** Stands for what is too large, even after a digit is added. */
const TOO_LARGE: u64 = 10_000_000_000_000_000_000;

/**
 * Reads a number of JSON as a whole one, exactly, also where it is written with a
 * fraction of zeros or an exponent; the fallback where it is none, or does not fit.
 */
export function parseInteger(text: string, fallback: i64): i64 {
  let at = changetype<usize>(text);
  const end = at + ((<usize>text.length) << 1);
  const isNegative = unitAt(at, end) == 0x2d;
  if (isNegative) at += 2;

  let value: u64 = 0;
  let exponent = 0;
  // Zeros count once another digit follows.
  let zeros = 0;
  let isBehindDot = false;
  for (; ; at += 2) {
    const unit = unitAt(at, end);
    const digit = unit - 0x30;
    if (digit < 10) {
      if (isBehindDot) exponent--;
      zeros++;
      if (digit != 0) {
        value = timesTen(value, zeros) + digit;
        zeros = 0;
      }
    } else if (unit == 0x2e) isBehindDot = true;
    else break;
  }
  if (value == 0) return 0;
  exponent += zeros + exponentAt(at, end);
  if (exponent < 0) return fallback;
  value = timesTen(value, exponent);
  if (value > u64(i64.MAX_VALUE) + u64(isNegative)) return fallback;
  return isNegative ? -value : value;
}

/** Multiplies by ten, time after time; `TOO_LARGE` is the most. */
function timesTen(value: u64, times: i32): u64 {
  let product = value;
  for (let i = times; i > 0 && product != 0; i--) {
    if (product > LIMIT) return TOO_LARGE;
    product *= 10;
  }
  return product;
}
