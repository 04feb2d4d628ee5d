/**
 * Decodes base64url (RFC 4648, section 5), the encoding of the parts of a JSON Web Token.
 * Returns `null` if the text is not base64url. Padding is not allowed: `=` is refused, and
 * so are `+` and `/`, which belong to ordinary base64.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const claims = base64UrlDecode("eyJpc3MiOiJqb2UifQ");
 * if (claims != null) {
 *   const json = parseJson(String.UTF8.decode(claims.buffer));
 *   const issuer = json != null ? json.getText("iss") : null;
 *   if (issuer != null) log.info(issuer);
 * }
 * ```
 */
export function base64UrlDecode(text: string): Uint8Array | null {
  if (text.length % 4 == 1) return null;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits: u32 = 0;
  let count = 0;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const value = valueOf(text.charCodeAt(i));
    if (value < 0) return null;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[end++] = <u8>(bits >> count);
  }
  return bytes;
}

/** Returns the value of a digit, or -1 if the unit is not a digit. */
function valueOf(unit: i32): i32 {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41; // A to Z
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26; // a to z
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52; // 0 to 9
  if (unit == 0x2d) return 62; // -
  return unit == 0x5f ? 63 : -1; // _
}
