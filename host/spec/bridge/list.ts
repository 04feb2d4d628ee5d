const SIZE = 4;

/**
 * The items of a list as they cross the bridge: each behind its size, which has
 * four bytes, the lowest first. `testing/wire/lists.ts` has the other side.
 *
 *     encodeList([Uint8Array.of(7)]) // 1, 0, 0, 0, 7
 */
export function encodeList(items: readonly Uint8Array[]): Uint8Array {
  const parts = items.flatMap((item) => {
    const size = Buffer.alloc(SIZE);
    size.writeUInt32LE(item.length);
    return [size, item];
  });
  return Buffer.concat(parts);
}

/** The items of what `encodeList` made. */
export function decodeList(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes);
  const items: Uint8Array[] = [];
  for (let at = 0; at < buffer.length;) {
    const start = at + SIZE;
    at = start + buffer.readUInt32LE(at);
    items.push(buffer.subarray(start, at));
  }
  return items;
}
