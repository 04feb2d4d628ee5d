import { nameAddress, nameSize, ruleSize } from "./key-rules";

/** Longer keys are compared by their beginning. */
const LONGEST: usize = 63;

/**
 * Returns the description of the key that is spelt most alike, 0 where none is: up to a
 * third of the letters may differ.
 */
export function nearestKey(keys: usize, from: usize, size: usize): usize {
  let nearest: usize = 0;
  let least = max<usize>(size / 3, 1) + 1;
  for (let key = keys; ruleSize(key) != 0; key += ruleSize(key)) {
    const differing = distance(from, min(size, LONGEST), key);
    if (differing >= least) continue;
    least = differing;
    nearest = key;
  }
  return nearest;
}

/**
 * Returns how many letters have to be added, left out or exchanged, in either case. It
 * keeps one row of the table of distances, a byte for each of the key's letters.
 */
function distance(from: usize, size: usize, key: usize): usize {
  const row = memory.data(64, 1);
  const last = row + min(nameSize(key), LONGEST);
  const toName = nameAddress(key) - row;
  for (let cell = row; cell <= last; cell++) store<u8>(cell, <u8>(cell - row));
  for (let column: usize = 0; column < size;) {
    let diagonal = <u32>column;
    const letter: u32 = load<u8>(from + column);
    column++;
    let left = <u32>column;
    store<u8>(row, <u8>left);
    for (let cell = row; cell < last; cell++) {
      const up: u32 = load<u8>(cell, 1);
      // The letters of both cases differ in one bit.
      if (((load<u8>(cell + toName) ^ letter) & 0xdf) != 0) {
        diagonal = min(min(left, up), diagonal) + 1;
      }
      left = diagonal;
      store<u8>(cell, <u8>left, 1);
      diagonal = up;
    }
  }
  return load<u8>(last);
}
