/** Returns a copy of bytes at an address, as an array of its own. */
export function copyBytes(from: usize, size: usize): Uint8Array {
  const bytes = new Uint8Array(<i32>size);
  memory.copy(bytes.dataStart, from, size);
  return bytes;
}
