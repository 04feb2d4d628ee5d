import { Byte } from "./bytes";

/**
 * Returns the character at an address in a text that was gone over; of an escape, the
 * unit of UTF-16 that it stands for.
 */
export function pointAt(at: usize): u32 {
  const byte: u32 = load<u8>(at);
  if (byte == Byte.Backslash) {
    const escape: u32 = load<u8>(at, 1);
    return escape == Byte.LowerU ? unitAfter(at + 2) : unescaped(escape);
  }
  if (byte < 0x80) return byte;
  const second: u32 = load<u8>(at, 1) & 0x3f;
  if (byte < 0xe0) return ((byte & 0x1f) << 6) | second;
  const third: u32 = load<u8>(at, 2) & 0x3f;
  if (byte < 0xf0) return ((byte & 0xf) << 12) | (second << 6) | third;
  const fourth: u32 = load<u8>(at, 3) & 0x3f;
  return ((byte & 7) << 18) | (second << 12) | (third << 6) | fourth;
}

/** Returns how many bytes the character or the escape at an address takes. */
export function sizeAt(at: usize): usize {
  const byte: u32 = load<u8>(at);
  if (byte == Byte.Backslash) return load<u8>(at, 1) == Byte.LowerU ? 6 : 2;
  if (byte < 0xc0) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function unitAfter(at: usize): u32 {
  let unit: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    unit = (unit << 4) | hexadecimal(load<u8>(at + i));
  }
  return unit;
}

/** What b, f, n, r and t stand for, four bits for each second letter from b on. */
const ESCAPES: u64 =
  (<u64>Byte.Backspace) |
  ((<u64>Byte.FormFeed) << 8) |
  ((<u64>Byte.LineFeed) << 24) |
  ((<u64>Byte.Return) << 32) |
  ((<u64>Byte.Tab) << 36);

/** Returns what a byte after a backslash stands for; 0 where nothing, and for `u`. */
export function unescaped(byte: u32): u32 {
  // As numbers: less code than a branch for each.
  const isSame = i32(byte == Byte.Quote) | i32(byte == Byte.Slash);
  if ((isSame | i32(byte == Byte.Backslash)) != 0) return byte;
  const letter = byte - Byte.LowerB;
  if (letter > <u32>Byte.LowerT - Byte.LowerB || (letter & 1) != 0) return 0;
  return (<u32>(ESCAPES >> (letter << 1))) & 15;
}

/** Returns the number that a hexadecimal digit stands for, -1 for another byte. */
export function hexadecimal(byte: u32): i32 {
  const digit = byte - Byte.Zero;
  if (digit < 10) return digit;
  const letter = (byte | 0x20) - Byte.LowerA;
  return letter < 6 ? letter + 10 : -1;
}
