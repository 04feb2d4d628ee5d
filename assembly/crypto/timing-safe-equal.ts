/**
 * Tells whether two secrets are the same, in a time that depends on their size alone: from
 * it nobody learns how much of a guess is right. Where the sizes differ it is false at once.
 *
 * ```ts
 * const given = this.request.headers.getBytes("x-api-key");
 * if (given == null || !timingSafeEqual(given, utf8Encode("secret"))) {
 *   this.sendLocalResponse(new LocalResponse(403));
 * }
 * ```
 */
export function timingSafeEqual(one: Uint8Array, other: Uint8Array): bool {
  return (
    one.length == other.length &&
    isSame(one.dataStart, other.dataStart, one.length)
  );
}

/** Tells whether as many bytes at two places are the same; looks at all of them. */
export function isSame(one: usize, other: usize, size: usize): bool {
  let difference: u32 = 0;
  for (let i: usize = 0; i < size; i++) {
    difference |= load<u8>(one + i) ^ load<u8>(other + i);
  }
  return difference == 0;
}
