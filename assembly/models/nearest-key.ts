import { nameAddress, nameSize } from "./key-rules";

/** Longer keys are compared by their beginning. */
const LONGEST: usize = 63;

/**
 * Returns the description of the key that is spelt most alike, 0 where none is: up to a
 * third of the letters may differ.
 */
export function nearestKey(keys: usize, from: usize, size: usize): usize {
  let nearest: usize = 0;
  let least = max<usize>(size / 3, 1) + 1;
  for (let key = keys; load<u16>(key) != 0; key += load<u16>(key)) {
    const differing = distance(from, size, key);
    if (differing >= least) continue;
    least = differing;
    nearest = key;
  }
  return nearest;
}

/**
 * Returns how many letters have to be added, left out or exchanged, by the algorithm of
 * Myers: a column of the table of distances is the bits that say where it grows by one
 * from a row to the next, and those where it shrinks.
 */
function distance(from: usize, size: usize, key: usize): usize {
  const name = nameAddress(key);
  const rows = min(nameSize(key), LONGEST);
  const columns = min(size, LONGEST);
  const all = ((<u64>1) << (<u64>rows)) - 1;
  let grows = all;
  let shrinks: u64 = 0;
  for (let column: usize = 0; column < columns; column++) {
    let same: u64 = 0;
    for (let row = rows; row > 0;) {
      row--;
      const difference = load<u8>(name + row) ^ load<u8>(from + column);
      // The letters of both cases differ in one bit.
      same = (same << 1) | u64((difference & 0xdf) == 0);
    }
    const diagonal = (((same & grows) + grows) ^ grows) | same;
    const right = ((shrinks | ~(diagonal | grows)) << 1) | 1;
    const left = (grows & diagonal) << 1;
    const kept = same | shrinks;
    grows = left | ~(kept | right);
    shrinks = right & kept;
  }
  return columns + <usize>popcnt(grows & all) - <usize>popcnt(shrinks & all);
}
