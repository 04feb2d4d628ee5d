/** Returns bytes as text, or as `0x…` unless all are printable ASCII. */
export function printable(at: usize, size: usize): string {
  for (let i: usize = 0; i < size; i++) {
    const byte = load<u8>(at + i);
    if (byte < 0x20 || byte > 0x7e) return hex(at, size);
  }
  return String.UTF8.decodeUnsafe(at, size);
}

function hex(at: usize, size: usize): string {
  let text = "0x";
  for (let i: usize = 0; i < size; i++) {
    text += (<u32>load<u8>(at + i)).toString(16).padStart(2, "0");
  }
  return text;
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
