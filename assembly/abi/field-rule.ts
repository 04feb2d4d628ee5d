/**
 * What a header's value may hold; `field-name.ts` has names. The proxy checks no value
 * that a filter sets, and writes a CR LF onto an HTTP/1 connection as it is: a value
 * copied from outside could end the header and begin another.
 */

/**
 * Which bytes a text may have; `utf8.ts` asks while it encodes one. As a number, a rule is
 * the lowest byte that needs no closer look.
 */
export enum FieldRule {
  /** Any byte: a text that is not a value. */
  Any = 0,
  /** No NUL, LF or CR: a header's value. */
  Value = 0x0e,
}

/** The size of a text that breaks its rule, or of a name that is not one. */
export const REFUSED: usize = -1;

/** A bit for each of the three bytes that no value may have. */
const NUL_LF_CR: u32 = (1 << 0x00) | (1 << 0x0a) | (1 << 0x0d);

const EACH_BYTE: u32 = 0x0101_0101;
const HIGH_BITS: u32 = 0x8080_8080;

/** Tells whether bytes are a header value: no NUL, LF or CR. */
export function isFieldValue(start: usize, size: usize): bool {
  const end = start + size;
  let at = start;
  while (at < end) {
    // The last four overlap those before.
    const four = min(at, end - 4);
    if (size >= 4 && needNoLook(load<u32>(four), FieldRule.Value)) at += 4;
    else if (isRefused(load<u8>(at++), FieldRule.Value)) return false;
  }
  return true;
}

/** Tells whether four bytes are all below 0x7F and need no closer look under a rule. */
export function needNoLook(bytes: u32, rule: FieldRule): bool {
  // Where they are, no sum and no difference reaches the high bit of its byte.
  const outside = bytes | (bytes - <u32>rule * EACH_BYTE) | (bytes + EACH_BYTE);
  return (outside & HIGH_BITS) == 0;
}

/** Tells whether a rule refuses a byte. */
export function isRefused(byte: u32, rule: FieldRule): bool {
  return byte < <u32>rule && ((NUL_LF_CR >> byte) & 1) != 0;
}
