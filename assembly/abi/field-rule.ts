/**
 * What may stand in a header's value; `field-name.ts` has names. The proxy checks
 * none that a filter sets, and writes a CR LF onto an HTTP/1 connection as it is: a
 * value copied from outside could end the header and begin another.
 */

/** What bytes have to be above in a text of any kind, and in a value. */
export const ANY: u32 = 0;
export const ABOVE_CR: u32 = 0x0e;

/** As the size of a name or a value that is none. */
export const REFUSED: usize = -1;

/** A bit for each of the three that no value may have. */
const NUL_LF_CR: u32 = (1 << 0x00) | (1 << 0x0a) | (1 << 0x0d);

const EACH_BYTE: u32 = 0x0101_0101;
const HIGH_BITS: u32 = 0x8080_8080;

/** Tells whether bytes are a header value: no NUL, CR or LF. */
export function isFieldValue(start: usize, size: usize): bool {
  const end = start + size;
  let at = start;
  while (at < end) {
    // The last four overlap those before.
    if (size >= 4 && areInside(load<u32>(min(at, end - 4)), ABOVE_CR)) at += 4;
    else if (isRefused(load<u8>(at++), ABOVE_CR)) return false;
  }
  return true;
}

/**
 * Tells whether four bytes are all from `least` to 0x7E: no sum or difference then
 * reaches the high bit of its byte.
 */
export function areInside(bytes: u32, least: u32): bool {
  const outside = bytes | (bytes - least * EACH_BYTE) | (bytes + EACH_BYTE);
  return (outside & HIGH_BITS) == 0;
}

/** Tells whether a byte is one that a text may not have. */
export function isRefused(byte: u32, least: u32): bool {
  return byte < least && ((NUL_LF_CR >> byte) & 1) != 0;
}
