/** Returns bytes written as hexadecimal, with spaces where they help to read. */
export function hex(text: string): ArrayBuffer {
  const digits = text.replaceAll(" ", "");
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = <u8>parseInt(digits.slice(i << 1, (i << 1) + 2), 16);
  }
  return bytes.buffer;
}

/** Returns bytes as hexadecimal, without spaces. */
export function toHex(at: usize, size: usize): string {
  let text = "";
  for (let i: usize = 0; i < size; i++) {
    text += load<u8>(at + i)
      .toString(16)
      .padStart(2, "0");
  }
  return text;
}

/** Returns the bytes of a buffer as hexadecimal, without spaces. */
export function bufferHex(buffer: ArrayBuffer): string {
  return toHex(changetype<usize>(buffer), buffer.byteLength);
}

/** Returns an array's bytes as hexadecimal, without spaces. */
export function arrayHex(bytes: Uint8Array): string {
  return toHex(bytes.dataStart, bytes.byteLength);
}

/** Tells whether a buffer has just these bytes. */
export function isSameBytes(buffer: ArrayBuffer, at: usize, size: usize): bool {
  if (<usize>buffer.byteLength != size) return false;
  return memory.compare(changetype<usize>(buffer), at, size) == 0;
}

/** Returns the points of a plane of Unicode as text, without lone surrogates. */
export function planeText(plane: u32): string {
  const units = new Uint16Array(plane == 0 ? 0xf800 : 0x20000);
  let at = 0;
  for (let i: u32 = 0; i < 0x10000; i++) {
    if (plane > 0) {
      units[at++] = <u16>(0xd800 | (((plane - 1) << 6) + (i >> 10)));
      units[at++] = <u16>(0xdc00 | (i & 0x3ff));
    } else if ((i & 0xf800) != 0xd800) {
      units[at++] = <u16>i;
    }
  }
  return String.UTF16.decode(units.buffer);
}
