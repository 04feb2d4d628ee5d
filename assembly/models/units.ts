import {
  HAS_LONG_JSON,
  MODELS_HAVE_DURATIONS,
  MODELS_HAVE_SIZES,
} from "../features";

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
 * its units of UTF-16 begin and end. A 1 follows those of a short document.
 */
export function inUnits(from: usize, to: usize, isSize: bool): u64 {
  let at = from;
  let value: u32 = 0;
  for (; !HAS_LONG_JSON || at < to; at += 2) {
    const digit = <u32>load<u16>(at) - 0x30;
    if (digit > 9) break;
    value = value * 10 + digit;
  }
  const unit = HAS_LONG_JSON ? lettersOf(at, to) : load<u64>(at);
  const factor =
    MODELS_HAVE_SIZES && isSize
      ? sizeOf(unit)
      : MODELS_HAVE_DURATIONS
        ? durationOf(unit)
        : 0;
  // One to nine digits, and up to three letters.
  const isShort = (!HAS_LONG_JSON && !MODELS_HAVE_SIZES) || to - at < 8;
  return at - from - 2 < 18 && isShort && factor != 0
    ? <u64>value * factor
    : u64.MAX_VALUE;
}

/** Returns the last letters of a text, the first one in the lowest bits, and a 1. */
function lettersOf(from: usize, to: usize): u64 {
  let letters: u64 = 1;
  for (let last = to; last > from;) {
    last -= 2;
    letters = (letters << 16) | load<u16>(last);
  }
  return letters;
}

function sizeOf(unit: u64): u32 {
  if (unit == BYTE) return 1;
  if (unit == KIB) return 1 << 10;
  if (unit == MIB) return 1 << 20;
  return unit == GIB ? 1 << 30 : 0;
}

function durationOf(unit: u64): u32 {
  // As one expression: less code than a branch for each.
  return unit == SECONDS
    ? 1000
    : unit == MINUTES
      ? 60_000
      : unit == HOURS
        ? 3_600_000
        : u32(unit == MILLISECONDS);
}
