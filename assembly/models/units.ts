/**
 * Returns the number of bytes that a size is, such as "64KiB", or of milliseconds that a
 * duration is, such as "5s"; `u64.MAX_VALUE` where it is none.
 */
export function inUnits(text: string, isSize: bool): u64 {
  let value: u64 = 0;
  let at = 0;
  for (; at < text.length && at < 10; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (<u32>digit >= 10) break;
    value = value * 10 + <u64>digit;
  }
  const factor = factorOf(text.substring(at), isSize);
  const isNumber = at > 0 && at < 10 && factor != 0;
  return isNumber ? value * factor : u64.MAX_VALUE;
}

function factorOf(unit: string, isSize: bool): u64 {
  if (isSize) {
    if (unit == "B") return 1;
    if (unit == "KiB") return 1 << 10;
    if (unit == "MiB") return 1 << 20;
    return unit == "GiB" ? 1 << 30 : 0;
  }
  if (unit == "ms") return 1;
  if (unit == "s") return 1000;
  if (unit == "m") return 60_000;
  return unit == "h" ? 3_600_000 : 0;
}
