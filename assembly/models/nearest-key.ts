import { Byte } from "../json/bytes";
import { nameAddress, ruleSize } from "./key-rules";

/** So many letters has a key in which two may differ. */
const LONG: usize = 6;

/**
 * Returns the description of the key that is spelt most alike, 0 where none is: one letter
 * may differ, and two of a key that is long. A quote ends the key at the address.
 */
export function nearestKey(keys: usize, from: usize, size: usize): usize {
  const most = 1 + i32(size >= LONG);
  for (let left = 0; left <= most; left++) {
    for (let key = keys; ruleSize(key) != 0; key += ruleSize(key)) {
      if (isAlike(from, nameAddress(key), left)) return key;
    }
  }
  return 0;
}

/**
 * Tells whether so many letters at most have to be added, left out or exchanged, in either
 * case, to make one key of the other. A quote ends both.
 */
function isAlike(key: usize, name: usize, left: i32): bool {
  const letter: u32 = load<u8>(key);
  const other: u32 = load<u8>(name);
  // The letters of both cases differ in one bit.
  if (((letter ^ other) & 0xdf) == 0) {
    return letter == Byte.Quote || isAlike(key + 1, name + 1, left);
  }
  if (left == 0) return false;
  const nextKey = key + usize(letter != Byte.Quote);
  const nextName = name + usize(other != Byte.Quote);
  const less = left - 1;
  // As numbers: less code than a branch for each.
  return (
    (i32(isAlike(nextKey, nextName, less)) |
      i32(isAlike(nextKey, name, less)) |
      i32(isAlike(key, nextName, less))) !=
    0
  );
}
