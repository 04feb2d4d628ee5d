/** Tells whether a unit of UTF-16 and the one before it are one character. */
export function isPair(unit: usize): bool {
  return (load<u32>(unit - 2) & 0xfc00fc00) == 0xdc00d800;
}
