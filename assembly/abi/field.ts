/**
 * What may stand in a header. The proxy checks neither names nor values that a
 * filter sets, and writes a CR LF onto an HTTP/1 connection as it is: a value
 * copied from outside could end the header and begin another.
 */

const ABOVE_CR: u32 = 0x0e0e_0e0e;
const HIGH_BITS: u32 = 0x8080_8080;

/** Tells whether bytes are a header name: not empty, no control, no space. */
export function isFieldName(start: usize, size: usize): bool {
  for (let at = start; at < start + size; at++) {
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
  while (at + 4 <= end) {
    const bytes = load<u32>(at);
    if (((bytes - ABOVE_CR) & ~bytes & HIGH_BITS) != 0) break;
    at += 4;
  }
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == 0 || byte == 0x0a || byte == 0x0d) return false;
  }
  return true;
}
