/**
 * What may stand in a header. The proxy checks neither names nor values that a
 * filter sets, and writes a CR LF onto an HTTP/1 connection as it is: a value
 * copied from outside could end the header and begin another.
 */

const ABOVE_CR: u32 = 0x0e0e_0e0e;
const ABOVE_SPACE: u32 = 0x2121_2121;
const DELETE: u32 = 0x7f7f_7f7f;

/** Tells whether bytes are a header name: not empty, no control, no space. */
export function isFieldName(start: usize, size: usize): bool {
  const end = start + size;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const bytes = load<u32>(at);
    if (hasBelow(bytes, ABOVE_SPACE) || hasBelow(bytes ^ DELETE, 0x0101_0101)) {
      return false;
    }
  }
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte <= 0x20 || byte == 0x7f) return false;
  }
  return size > 0;
}

/** Tells whether bytes are a header value: no NUL, CR or LF. */
export function isFieldValue(start: usize, size: usize): bool {
  const end = start + size;
  let at = start;
  // As far as all bytes are above the largest of the three.
  while (at + 4 <= end && !hasBelow(load<u32>(at), ABOVE_CR)) at += 4;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == 0 || byte == 0x0a || byte == 0x0d) return false;
  }
  return true;
}

/** Tells whether one of four bytes is below `bound`, which is there four times. */
function hasBelow(bytes: u32, bound: u32): bool {
  return ((bytes - bound) & ~bytes & 0x8080_8080) != 0;
}
