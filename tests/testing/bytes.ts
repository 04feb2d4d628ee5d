/** Returns UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

/** Returns the text of a whole buffer of UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return String.UTF8.decode(bytes.buffer);
}
