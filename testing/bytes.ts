/** Returns a buffer that has just the bytes of an array, which may be a part. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  const start = bytes.byteOffset;
  return bytes.buffer.slice(start, start + bytes.byteLength);
}
