/**
 * The bytes of an unsigned number in LEB128, as in Wasm and protobuf.
 *
 *     unsignedLeb128(300) // [0xac, 0x02]
 */
export function unsignedLeb128(value: number): number[] {
  const low = value & 0x7f;
  if (value < 0x80) return [low];
  return [low | 0x80, ...unsignedLeb128(value >>> 7)];
}
