/**
 * Tells whether a text matches a pattern, of which the states are in memory as
 * `transform/models/pattern.js` has written them.
 */
export function matches(text: string, table: usize): bool {
  let state = table;
  for (let i = 0; i < text.length; i++) {
    const unit: u32 = text.charCodeAt(i);
    // The second half of a pair: the pair is one character.
    if ((unit & 0xfc00) == 0xdc00 && i > 0) continue;
    const symbol = min<u32>(unit, 128);
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
