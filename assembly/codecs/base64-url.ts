import { decodeSextets, digitsOf, encodeSextets } from "./sextets";

/**
 * Encodes bytes as base64url (RFC 4648, section 5), without padding, as in a JSON Web Token.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const nonce = randomBytes(16);
 * if (nonce != null) log.info(base64UrlEncode(nonce));
 * ```
 */
export function base64UrlEncode(bytes: Uint8Array): string {
  const length = digitsOf(bytes.length);
  const text = __new((<usize>length) << 1, idof<string>());
  encodeSextets<u16>(bytes.dataStart, bytes.length, text, theDigits());
  return changetype<string>(text);
}

/**
 * As `base64UrlEncode`; the digits are bytes.
 *
 * ```ts
 * log.info(base64UrlEncodeBytes(utf8Encode("a")).length.toString());
 * ```
 */
export function base64UrlEncodeBytes(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(digitsOf(bytes.length));
  encodeSextets<u8>(bytes.dataStart, bytes.length, text.dataStart, theDigits());
  return text;
}

/**
 * Decodes base64url (RFC 4648, section 5), the encoding of the parts of a JSON Web Token.
 * Returns `null` if the text is not base64url. Padding is not allowed: `=` is refused, and
 * so are `+` and `/`, which belong to ordinary base64, and a last digit with bits that are
 * in no byte: each text is the only one of its bytes.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const claims = base64UrlDecode("eyJpc3MiOiJqb2UifQ");
 * if (claims != null) {
 *   const json = parseJson(utf8Decode(claims));
 *   const issuer = json != null ? json.getText("iss") : null;
 *   if (issuer != null) log.info(issuer);
 * }
 * ```
 */
export function base64UrlDecode(text: string): Uint8Array | null {
  return decodeSextets<u16>(changetype<usize>(text), text.length, theValues());
}

/**
 * As `base64UrlDecode`, of digits that are bytes.
 *
 * ```ts
 * if (base64UrlDecodeBytes(utf8Encode("YQ")) == null) log.info("wrong");
 * ```
 */
export function base64UrlDecodeBytes(text: Uint8Array): Uint8Array | null {
  return decodeBase64Url(text.dataStart, text.length);
}

/** Decodes digits in memory; the SDK's own. */
export function decodeBase64Url(from: usize, size: i32): Uint8Array | null {
  return decodeSextets<u8>(from, size, theValues());
}

function theDigits(): usize {
  return memory.data<u8>([
    65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83,
    84, 85, 86, 87, 88, 89, 90, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106,
    107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
    122, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 45, 95,
  ]);
}

function theValues(): usize {
  return memory.data<u8>([
    255, 255, 62, 255, 255, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255,
    255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 63, 255, 26,
    27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45,
    46, 47, 48, 49, 50, 51, 255,
  ]);
}
