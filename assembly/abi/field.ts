/**
 * What may stand in a header. The proxy checks neither names nor values that a
 * filter sets, and writes a CR LF onto an HTTP/1 connection as it is: a value
 * copied from outside could end the header and begin another.
 */

/** The least that a name may have in it, and that is right in every value. */
const ABOVE_SPACE: u32 = 0x21;
const ABOVE_CR: u32 = 0x0e;
const DEL: u32 = 0x7f;

/** A bit for each of the three that no value may have. */
const NUL_LF_CR: u32 = (1 << 0x00) | (1 << 0x0a) | (1 << 0x0d);

const EACH_BYTE: u32 = 0x0101_0101;
const HIGH_BITS: u32 = 0x8080_8080;

/** Tells whether bytes are a header name: not empty, no control, no space. */
export function isFieldName(start: usize, size: usize): bool {
  return size > 0 && isField(start, size, ABOVE_SPACE);
}

/** Tells whether bytes are a header value: no NUL, CR or LF. */
export function isFieldValue(start: usize, size: usize): bool {
  return isField(start, size, ABOVE_CR);
}

function isField(start: usize, size: usize, least: u32): bool {
  const end = start + size;
  let at = start;
  while (at < end) {
    // Four at a time where all are from `least` to 0x7E: no sum or difference
    // then reaches the high bit of its byte. The last four overlap those before.
    if (size >= 4) {
      const bytes = load<u32>(min(at, end - 4));
      const outside = bytes | (bytes - least * EACH_BYTE) | (bytes + EACH_BYTE);
      if ((outside & HIGH_BITS) == 0) {
        at += 4;
        continue;
      }
    }
    const byte: u32 = load<u8>(at++);
    if (
      least == ABOVE_SPACE
        ? byte < ABOVE_SPACE || byte == DEL
        : byte < ABOVE_CR && ((NUL_LF_CR >> byte) & 1) != 0
    ) {
      return false;
    }
  }
  return true;
}
