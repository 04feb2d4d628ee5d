/** What a host may claim that is not read; no scenario has as much. */
const TOO_LONG: usize = 1 << 24;

/** Returns bytes as text, or as `0x…` unless all are printable ASCII. */
export function printable(at: usize, size: usize): string {
  if (size > TOO_LONG) return size.toString() + " bytes";
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(at + i);
    if (byte < 0x20 || byte > 0x7e) return hex(at, size);
  }
  return String.UTF8.decodeUnsafe(at, size);
}

function hex(at: usize, size: usize): string {
  const text = new Uint8Array(<i32>size * 2);
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(at + i);
    text[<i32>i * 2] = digit(byte >> 4);
    text[<i32>i * 2 + 1] = digit(byte & 15);
  }
  return "0x" + String.UTF8.decode(text.buffer);
}

function digit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** Returns the bytes that `0x…` stands for, or those of the text. */
export function bytesOf(text: string): ArrayBuffer {
  if (!text.startsWith("0x")) return String.UTF8.encode(text);
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = <u8>parseInt(text.substr(2 + i * 2, 2), 16);
  }
  return bytes.buffer;
}
