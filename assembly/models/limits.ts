/** Returns the greatest value of a type of whole numbers, except `u64`. */
export function most<T>(): i64 {
  const bits: i64 = ((<i64>sizeof<T>()) << 3) - i64(isSigned<T>());
  return bits >= 63 ? i64.MAX_VALUE : ((<i64>1) << bits) - 1;
}

/** Returns how many characters a text has; a pair of surrogates counts as one. */
export function characters(text: string): i32 {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) != 0xdc00) count++;
  }
  return count;
}
