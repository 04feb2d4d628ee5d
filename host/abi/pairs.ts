/**
 * The encoding of header maps: a count, the sizes of each name and value, then the
 * bytes of each, followed by a NUL. Names and values are strings with one character
 * per byte.
 */

/** A header. Its name and value hold one byte per character (latin1). */
export type Header = [name: string, value: string];

const COUNT_SIZE = 4;
const SIZES_SIZE = 8;
const MAX_PAIRS = 1024;
const MAX_SIZE = 1 << 20;

/**
 * Encodes pairs as the host passes them to a module. An empty list becomes no bytes
 * at all.
 *
 *     encodePairs([["a", "1"]]).length // 16
 */
export function encodePairs(pairs: readonly Header[]): Buffer {
  if (pairs.length === 0) return Buffer.alloc(0);
  let at = COUNT_SIZE + pairs.length * SIZES_SIZE;
  const size = pairs.reduce(
    (sum, [name, value]) => sum + name.length + value.length + 2,
    at,
  );
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(pairs.length, 0);
  pairs.forEach(([name, value], index) => {
    bytes.writeUInt32LE(name.length, COUNT_SIZE + index * SIZES_SIZE);
    bytes.writeUInt32LE(value.length, COUNT_SIZE + index * SIZES_SIZE + 4);
    at += bytes.write(name, at, "latin1") + 1;
    at += bytes.write(value, at, "latin1") + 1;
  });
  return bytes;
}

/**
 * Encodes pairs as the value of a property: an empty list becomes a count of 0.
 *
 *     encodePropertyPairs([]).length // 4
 */
export function encodePropertyPairs(pairs: readonly Header[]): Buffer {
  return pairs.length === 0 ? Buffer.alloc(COUNT_SIZE) : encodePairs(pairs);
}

/**
 * Decodes pairs as strictly as Envoy: where bytes are malformed, left over or too
 * many (over 1 MiB or 1024 pairs), the list is empty.
 *
 *     decodePairs(encodePairs([["a", "1"]])) // [["a", "1"]]
 */
export function decodePairs(bytes: Buffer): Header[] {
  if (bytes.length < COUNT_SIZE || bytes.length > MAX_SIZE) return [];
  const count = bytes.readUInt32LE(0);
  let at = COUNT_SIZE + count * SIZES_SIZE;
  if (count > MAX_PAIRS || at > bytes.length) return [];
  const pairs: Header[] = [];
  for (let i = 0; i < count; i++) {
    const nameEnd = at + bytes.readUInt32LE(COUNT_SIZE + i * SIZES_SIZE);
    const valueAt = nameEnd + 1;
    const valueEnd =
      valueAt + bytes.readUInt32LE(COUNT_SIZE + i * SIZES_SIZE + 4);
    if (valueEnd + 1 > bytes.length) return [];
    if (bytes[nameEnd] !== 0 || bytes[valueEnd] !== 0) return [];
    pairs.push([
      bytes.toString("latin1", at, nameEnd),
      bytes.toString("latin1", valueAt, valueEnd),
    ]);
    at = valueEnd + 1;
  }
  return at === bytes.length ? pairs : [];
}
