import { Byte } from "../json/bytes";

/** Tells whether a key is written behind a dot. */
export function isPlainKey(key: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(key + i);
    const isLetter = (byte | 0x20) - Byte.LowerA < 26;
    const isDigit = byte - Byte.Zero < 10;
    if (!isLetter && !isDigit && byte != 0x5f && byte != Byte.Minus)
      return false;
  }
  return size > 0;
}
