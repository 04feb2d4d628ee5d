import { isPair } from "./surrogates";

/**
 * Tells whether a text matches a pattern, of which the states are in memory as
 * `transform/models/pattern.js` has written them. The text is given by where its units of
 * UTF-16 begin and end.
 */
export function matches(from: usize, to: usize, table: usize): bool {
  let state = table;
  for (let unit = from; unit < to; unit += 2) {
    const code: u32 = load<u16>(unit);
    if (unit > from && isPair(unit)) continue;
    const symbol = min<u32>(code, 128);
    let at = state + 1;
    let left: u32 = load<u8>(state) >> 1;
    for (; left > 0; left--, at += 4) {
      if (symbol >= load<u8>(at) && symbol <= load<u8>(at, 1)) break;
    }
    if (left == 0) return false;
    state = table + load<u16>(at, 2);
  }
  return (load<u8>(state) & 1) != 0;
}
