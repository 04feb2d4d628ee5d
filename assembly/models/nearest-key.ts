import { keyAddress, keySize, ruleSize } from "./key-rules";

/** Longer keys are compared by their beginning. */
const LONGEST: usize = 63;

/** A row of the comparison. */
const ROW = memory.data(64, 1);

/**
 * Returns the description of the key that is spelt most alike, 0 where none is: up to a
 * third of the letters may differ.
 */
export function nearestKey(rules: usize, from: usize, size: usize): usize {
  let nearest: usize = 0;
  let least = max<usize>(size / 3, 1) + 1;
  for (let rule = rules; ruleSize(rule) != 0; rule += ruleSize(rule)) {
    const differing = distance(from, size, keyAddress(rule), keySize(rule));
    if (differing >= least) continue;
    least = differing;
    nearest = rule;
  }
  return nearest;
}

/** Returns how many letters have to be added, left out or exchanged. */
function distance(
  one: usize,
  oneSize: usize,
  two: usize,
  twoSize: usize,
): usize {
  const columns = min(twoSize, LONGEST);
  const rows = min(oneSize, LONGEST);
  for (let j: usize = 0; j <= columns; j++) store<u8>(ROW + j, <u8>j);
  for (let i: usize = 1; i <= rows; i++) {
    let diagonal: u32 = load<u8>(ROW);
    store<u8>(ROW, <u8>i);
    const letter = load<u8>(one + i - 1) | 0x20;
    for (let j: usize = 1; j <= columns; j++) {
      const above: u32 = load<u8>(ROW + j);
      const isOther = letter != (load<u8>(two + j - 1) | 0x20);
      const step = min(above, <u32>load<u8>(ROW + j - 1)) + 1;
      store<u8>(ROW + j, <u8>min(step, diagonal + u32(isOther)));
      diagonal = above;
    }
  }
  return load<u8>(ROW + columns);
}
