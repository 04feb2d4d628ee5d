import { Byte } from "./bytes";

/** The digit 0, eight times. */
const ZEROS: u64 = 0x3030_3030_3030_3030;

/** The most bytes that a number is written with, and those behind it that change. */
export const NUMBER_ROOM: usize = 40;

/** Writes a whole number and returns where it ends; see `NUMBER_ROOM`. */
export function putDigits(value: u64, to: usize): usize {
  if (value < 100_000_000) return putFew(<u32>value, to);
  const high = value / 100_000_000;
  const at = putDigits(high, to);
  const low = <u32>(value - high * 100_000_000);
  store<u64>(at, eightDigits(low) | ZEROS);
  return at + 8;
}

function putFew(value: u32, to: usize): usize {
  if (value < 10) {
    store<u8>(to, <u8>(Byte.Zero + value));
    return to + 1;
  }
  const digits = eightDigits(value);
  const zeros = ctz(digits) >> 3;
  store<u64>(to, (digits | ZEROS) >> (zeros << 3));
  return to + 8 - <usize>zeros;
}

/** Returns the eight digits of a number as bytes, the first digit as the lowest one. */
function eightDigits(value: u32): u64 {
  // Both halves at a time, then all quarters: a quotient is the product by its inverse.
  const high = value / 10_000;
  const halves = (<u64>high) | ((<u64>(value - high * 10_000)) << 32);
  const hundreds = ((halves * 10_486) >> 20) & 0x0000_007f_0000_007f;
  const quarters = hundreds | ((halves - hundreds * 100) << 16);
  const tens = ((quarters * 103) >> 10) & 0x000f_000f_000f_000f;
  return tens | ((quarters - tens * 10) << 8);
}

/** Writes a number that is finite so that it reads as the same one; returns where it ends. */
export function putFloat(value: f64, to: usize): usize {
  const positive = abs(value);
  let at = to;
  if (positive < 1e15) {
    const whole = <u64>positive;
    const millionths = nearest(positive * 1e6);
    const isWhole = <f64>whole == positive;
    // Fewer than 16 digits that read as the number are its shortest.
    if (isWhole || (millionths < 1e15 && millionths / 1e6 == positive)) {
      if (value < 0) store<u8>(at++, Byte.Minus);
      at = putDigits(whole, at);
      if (isWhole) return at;
      store<u8>(at, Byte.Dot);
      const digits = eightDigits(<u32>(<u64>millionths - whole * 1_000_000));
      store<u64>(at, (digits | ZEROS) >> 16, 1);
      return at + 7 - <usize>(clz(digits) >> 3);
    }
  }
  const text = value.toString();
  const length = text.endsWith(".0") ? text.length - 2 : text.length;
  for (let i = 0; i < length; i++) store<u8>(at++, <u8>text.charCodeAt(i));
  return at;
}
