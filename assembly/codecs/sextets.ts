/**
 * Digits of six bits, four for three bytes: what base64 and base64url share.
 *
 * `U` is the unit of the text: `u16` of a string, `u8` of bytes. A table of digits has 64
 * bytes; one of values has a byte for each character from `+` to `z` and one for all others,
 * which is 0xff.
 */

/** The first character of a table of values. */
const FIRST: u32 = 0x2b;
/** How many characters a table of values has. */
const COUNT: u32 = 80;

/** How many digits bytes take, without padding. */
export function digitsOf(size: i32): i32 {
  return <i32>((((<u64>size) << 2) + 2) / 3);
}

/** Writes the digits of bytes, and returns the address after them. */
export function encodeSextets<U>(
  source: usize,
  size: usize,
  target: usize,
  digits: usize,
): usize {
  const unit = sizeof<U>();
  let from = source;
  let to = target;
  const end = source + size;
  for (; from + 3 <= end; from += 3) {
    const bits: u32 =
      ((<u32>load<u8>(from)) << 16) |
      ((<u32>load<u8>(from, 1)) << 8) |
      load<u8>(from, 2);
    store<U>(to, <U>load<u8>(digits + (bits >> 18)));
    store<U>(to + unit, <U>load<u8>(digits + ((bits >> 12) & 63)));
    store<U>(to + 2 * unit, <U>load<u8>(digits + ((bits >> 6) & 63)));
    store<U>(to + 3 * unit, <U>load<u8>(digits + (bits & 63)));
    to += 4 * unit;
  }
  if (from == end) return to;
  const isPair = from + 2 == end;
  const bits: u32 =
    ((<u32>load<u8>(from)) << 16) |
    (isPair ? (<u32>load<u8>(from, 1)) << 8 : 0);
  store<U>(to, <U>load<u8>(digits + (bits >> 18)));
  store<U>(to + unit, <U>load<u8>(digits + ((bits >> 12) & 63)));
  to += 2 * unit;
  if (!isPair) return to;
  store<U>(to, <U>load<u8>(digits + ((bits >> 6) & 63)));
  return to + unit;
}

/**
 * Decodes `count` digits. Returns `null` for another character, for a number of digits that
 * no bytes have, and where the bits after the last byte are not 0: such a text is another
 * way to write the same bytes.
 */
export function decodeSextets<U>(
  source: usize,
  count: i32,
  values: usize,
): Uint8Array | null {
  const rest = count & 3;
  if (rest == 1) return null;
  const bytes = new Uint8Array(<i32>((<u64>count * 3) >> 2));
  const unit = sizeof<U>();
  let from = source;
  let to = bytes.dataStart;
  const end = source + <usize>(count - rest) * unit;
  // All values together: a character that is not a digit sets the top bits of a byte.
  let seen: u32 = 0;
  for (; from < end; from += 4 * unit) {
    const one = valueOf(<u32>load<U>(from), values);
    const two = valueOf(<u32>load<U>(from + unit), values);
    const three = valueOf(<u32>load<U>(from + 2 * unit), values);
    const four = valueOf(<u32>load<U>(from + 3 * unit), values);
    seen |= one | two | three | four;
    const bits = (one << 18) | (two << 12) | (three << 6) | four;
    store<u8>(to, <u8>(bits >> 16));
    store<u8>(to, <u8>(bits >> 8), 1);
    store<u8>(to, <u8>bits, 2);
    to += 3;
  }
  if (rest != 0) {
    const one = valueOf(<u32>load<U>(from), values);
    const two = valueOf(<u32>load<U>(from + unit), values);
    const three =
      rest == 2 ? 0 : valueOf(<u32>load<U>(from + 2 * unit), values);
    seen |= one | two | three;
    const bits = (one << 12) | (two << 6) | three;
    if ((bits & (rest == 2 ? 0x3ff : 3)) != 0) return null;
    store<u8>(to, <u8>(bits >> 10));
    if (rest == 3) store<u8>(to, <u8>(bits >> 2), 1);
  }
  return seen > 63 ? null : bytes;
}

function valueOf(character: u32, values: usize): u32 {
  return load<u8>(values + min(character - FIRST, COUNT));
}
