import { MODELS_HAVE_DURATIONS, MODELS_HAVE_SIZES } from "../features";

/** The units: a 1, and before it their letters, the first one in the lowest 16 bits. */
const BYTE: u64 = 0x1_0042;
const KIB: u64 = 0x1_0042_0069_004b;
const MIB: u64 = 0x1_0042_0069_004d;
const GIB: u64 = 0x1_0042_0069_0047;
const MILLISECONDS: u64 = 0x1_0073_006d;
const SECONDS: u64 = 0x1_0073;
const MINUTES: u64 = 0x1_006d;
const HOURS: u64 = 0x1_0068;

/**
 * Returns the number of bytes that a size is, such as "64KiB", or of milliseconds that a
 * duration is, such as "5s"; `u64.MAX_VALUE` where it is none. The text is given by where
 * its units of UTF-16 begin and end.
 */
export function inUnits(from: usize, to: usize, isSize: bool): u64 {
  let at = from;
  let value: u32 = 0;
  for (; at < to; at += 2) {
    const digit = <u32>load<u16>(at) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  let unit: u64 = 1;
  for (let last = to; last > at;) {
    last -= 2;
    unit = (unit << 16) | load<u16>(last);
  }
  const factor =
    MODELS_HAVE_SIZES && isSize
      ? sizeOf(unit)
      : MODELS_HAVE_DURATIONS
        ? durationOf(unit)
        : 0;
  // One to nine digits, and up to three letters.
  return at - from - 2 < 18 && to - at < 8 && factor != 0
    ? <u64>value * factor
    : u64.MAX_VALUE;
}

function sizeOf(unit: u64): u32 {
  if (unit == BYTE) return 1;
  if (unit == KIB) return 1 << 10;
  if (unit == MIB) return 1 << 20;
  return unit == GIB ? 1 << 30 : 0;
}

function durationOf(unit: u64): u32 {
  if (unit == MILLISECONDS) return 1;
  if (unit == SECONDS) return 1000;
  if (unit == MINUTES) return 60_000;
  return unit == HOURS ? 3_600_000 : 0;
}
