/** Returns a buffer with exactly the bytes of an array, which may be a part of one. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const start = bytes.byteOffset;
  return bytes.buffer.slice(start, start + bytes.byteLength);
}

export function bufferOrNull(bytes: Uint8Array | null): ArrayBuffer | null {
  return bytes == null ? null : bufferOf(bytes);
}

export function bytesOrNull(buffer: ArrayBuffer | null): Uint8Array | null {
  return buffer == null ? null : Uint8Array.wrap(buffer);
}

/** Returns a text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

/** Returns the text of bytes that are UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.byteLength);
}
