/**
 * The encoding of header maps, little endian:
 *
 *     ┌───────────┬───────────────────────────────┬───────────────────────────┐
 *     │ count u32 │ count × ┌──────────┬─────────┐ │ count × ┌──────┬─┬──────┬─┐│
 *     │           │         │ name u32 │ val u32 │ │         │ name │0│ value│0││
 *     │           │         └──────────┴─────────┘ │         └──────┴─┴──────┴─┘│
 *     └───────────┴───────────────────────────────┴───────────────────────────┘
 *       4 bytes     sizes, without the NULs         the bytes, each with a NUL
 *
 * A value may hold a NUL of its own, so the sizes count, never the NULs. An empty
 * map is 0 bytes or a count of 0.
 *
 * Source: https://github.com/proxy-wasm/spec, "Serialized map".
 */

/** Envoy takes pairs with more entries than this for an empty map. */
export const MAX_PAIRS: u32 = 1024;

/** Envoy takes pairs with more bytes than this for an empty map. */
export const MAX_PAIRS_SIZE: usize = 1 << 20;

const COUNT_SIZE: usize = 4;
const SIZES_SIZE: usize = 8;

/** Returns the number of pairs, 0 where `size` bytes cannot hold what they claim. */
export function pairCount(pairs: usize, size: usize): u32 {
  if (size < COUNT_SIZE) return 0;
  const count = load<u32>(pairs);
  if (<u64>count > (<u64>size - COUNT_SIZE) / SIZES_SIZE) return 0;
  let end: u64 = headSize(count);
  for (let i: u32 = 0; i < count; i++) {
    end += <u64>nameSize(pairs, i) + <u64>valueSize(pairs, i) + 2;
  }
  return end <= <u64>size ? count : 0;
}

/** Returns the bytes before the first name: the count and all sizes. */
export function headSize(count: u32): usize {
  return COUNT_SIZE + <usize>count * SIZES_SIZE;
}

/** Returns the size of the name of pair `index`. */
export function nameSize(pairs: usize, index: u32): u32 {
  return load<u32>(pairs + COUNT_SIZE + <usize>index * SIZES_SIZE);
}

/** Returns the size of the value of pair `index`. */
export function valueSize(pairs: usize, index: u32): u32 {
  return load<u32>(pairs + COUNT_SIZE + <usize>index * SIZES_SIZE, 4);
}

/** Writes the sizes of pair `index`. */
export function storeSizes(
  pairs: usize,
  index: u32,
  name: u32,
  value: u32,
): void {
  const at = pairs + COUNT_SIZE + <usize>index * SIZES_SIZE;
  store<u32>(at, name);
  store<u32>(at, value, 4);
}

/** Returns the address of the name of pair `index`, from its count on. */
export function nameAddress(pairs: usize, index: u32): usize {
  let at = pairs + headSize(load<u32>(pairs));
  for (let i: u32 = 0; i < index; i++) {
    at += nameSize(pairs, i) + valueSize(pairs, i) + 2;
  }
  return at;
}

/**
 * Returns the address of the first value of a name, given in any case, and its size in
 * the upper half; 0 where none of `count` pairs has the name. The pairs are well formed.
 */
export function findPair(
  pairs: usize,
  count: u32,
  name: usize,
  size: usize,
): u64 {
  let at = pairs + headSize(count);
  for (let i: u32 = 0; i < count; i++) {
    const own = nameSize(pairs, i);
    const value = valueSize(pairs, i);
    if (<usize>own == size && isSameName(at, name, size)) {
      return ((<u64>value) << 32) | (at + size + 1);
    }
    at += own + value + 2;
  }
  return 0;
}

/** Tells whether two names of the same size differ in nothing but their case. */
function isSameName(one: usize, other: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    if (lowerCase(load<u8>(one + i)) != lowerCase(load<u8>(other + i))) {
      return false;
    }
  }
  return true;
}

/** Returns a byte of a name in lower case. */
export function lowerCase(byte: u32): u32 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}
