/**
 * Reads units `from` to `to` as an IPv4 address, four decimal numbers without leading zeros;
 * -1 where they are not one.
 */
export function readV4(text: string, from: i32, to: i32): i64 {
  let address: u32 = 0;
  let at = from;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && (at >= to || text.charCodeAt(at++) != 0x2e)) return -1;
    const start = at;
    let number: u32 = 0;
    for (; at < to && at < start + 3; at++) {
      const digit: u32 = text.charCodeAt(at) - 0x30;
      if (digit > 9) break;
      number = number * 10 + digit;
    }
    if (at == start || number > 255) return -1;
    if (at - start > 1 && text.charCodeAt(start) == 0x30) return -1;
    address = (address << 8) | number;
  }
  return at == to ? <i64>address : -1;
}

/** Reads the units up to `to` as an IPv6 address into two halves; false where they are not one. */
export function readV6(text: string, to: i32, halves: StaticArray<u64>): bool {
  const groups = new StaticArray<u16>(8);
  let count = 0;
  let gap = -1;
  let at = 0;
  if (to >= 2 && text.charCodeAt(0) == 0x3a && text.charCodeAt(1) == 0x3a) {
    gap = 0;
    at = 2;
  }
  while (at < to) {
    const start = at;
    let group: u32 = 0;
    for (; at < to && at < start + 4; at++) {
      const digit = hexadecimal(text.charCodeAt(at));
      if (digit > 15) break;
      group = (group << 4) | digit;
    }
    if (at < to && text.charCodeAt(at) == 0x2e) {
      const v4 = count > 6 ? -1 : readV4(text, start, to);
      if (v4 < 0) return false;
      groups[count++] = <u16>(v4 >> 16);
      groups[count++] = <u16>v4;
      at = to;
      break;
    }
    if (at == start || count == 8) return false;
    groups[count++] = <u16>group;
    if (at == to) break;
    if (text.charCodeAt(at++) != 0x3a || at == to) return false;
    if (text.charCodeAt(at) != 0x3a) continue;
    if (gap >= 0) return false;
    gap = count;
    at++;
  }
  // A `::` stands for one group of zeros at least.
  if (gap < 0 ? count != 8 : count > 7) return false;
  if (gap >= 0) {
    const zeros = 8 - count;
    for (let i = 7; i >= gap + zeros; i--) groups[i] = groups[i - zeros];
    for (let i = gap; i < gap + zeros; i++) groups[i] = 0;
  }
  for (let i = 0; i < 8; i++)
    halves[i >> 2] = (halves[i >> 2] << 16) | groups[i];
  return true;
}

/** Returns what a digit stands for, above 15 where it is not a digit. */
function hexadecimal(unit: u32): u32 {
  const digit = unit - 0x30;
  if (digit < 10) return digit;
  const letter = (unit | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : 16;
}
