import { MODELS_HAVE_DURATIONS, MODELS_HAVE_SIZES } from "../features";

/** The units' letters, a byte for each. */
const enum Unit {
  Byte = 0x42,
  KiB = 0x4b_69_42,
  MiB = 0x4d_69_42,
  GiB = 0x47_69_42,
  Milliseconds = 0x6d_73,
  Seconds = 0x73,
  Minutes = 0x6d,
  Hours = 0x68,
}

/**
 * Returns the number of bytes that a size is, such as "64KiB", or of milliseconds that a
 * duration is, such as "5s"; `u64.MAX_VALUE` where it is none. The text is given by where
 * its units of UTF-16 begin and end.
 */
export function inUnits(from: usize, to: usize, isSize: bool): u64 {
  let value: u64 = 0;
  let digits: u32 = 0;
  let unit: u32 = 0;
  for (let at = from; at < to; at += 2) {
    const letter: u32 = load<u16>(at);
    const digit = letter - 0x30;
    if (unit == 0 && digit < 10) {
      value = value * 10 + digit;
      digits++;
    } else if (letter - 1 < 0x7f && unit <= 0xffff) {
      unit = (unit << 8) | letter;
    } else return u64.MAX_VALUE;
  }
  const factor =
    MODELS_HAVE_SIZES && isSize
      ? sizeOf(unit)
      : MODELS_HAVE_DURATIONS
        ? durationOf(unit)
        : 0;
  return digits - 1 < 9 && factor != 0 ? value * factor : u64.MAX_VALUE;
}

function sizeOf(unit: Unit): u64 {
  if (unit == Unit.Byte) return 1;
  if (unit == Unit.KiB) return 1 << 10;
  if (unit == Unit.MiB) return 1 << 20;
  return unit == Unit.GiB ? 1 << 30 : 0;
}

function durationOf(unit: Unit): u64 {
  if (unit == Unit.Milliseconds) return 1;
  if (unit == Unit.Seconds) return 1000;
  if (unit == Unit.Minutes) return 60_000;
  return unit == Unit.Hours ? 3_600_000 : 0;
}
