/**
 * Encodes bytes in hexadecimal, in small letters, two for each byte.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * log.info(hexEncode(sha256(utf8Encode("abc"))));
 * ```
 */
export function hexEncode(bytes: Uint8Array): string {
  const text = __new((<usize>bytes.length) << 2, idof<string>());
  encode<u16>(bytes, text);
  return changetype<string>(text);
}

/**
 * As `hexEncode`; the digits are bytes.
 *
 * ```ts
 * log.info(hexEncodeBytes(utf8Encode("a")).length.toString());
 * ```
 */
export function hexEncodeBytes(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(bytes.length << 1);
  encode<u8>(bytes, text.dataStart);
  return text;
}

/**
 * Decodes hexadecimal, in small or capital letters. Returns `null` if the text has an odd
 * number of characters, or one that is not a digit.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const bytes = hexDecode("00ff");
 * if (bytes != null) log.info(bytes.length.toString()); // 2
 * ```
 */
export function hexDecode(text: string): Uint8Array | null {
  return decode<u16>(changetype<usize>(text), text.length);
}

/**
 * As `hexDecode`, of digits that are bytes.
 *
 * ```ts
 * if (hexDecodeBytes(utf8Encode("61")) == null) log.info("wrong");
 * ```
 */
export function hexDecodeBytes(text: Uint8Array): Uint8Array | null {
  return decode<u8>(text.dataStart, text.length);
}

function encode<U>(bytes: Uint8Array, target: usize): void {
  let to = target;
  for (let i = 0; i < bytes.length; i++) {
    const byte: u32 = unchecked(bytes[i]);
    store<U>(to, <U>Digit.of(byte >> 4));
    store<U>(to + sizeof<U>(), <U>Digit.of(byte & 15));
    to += 2 * sizeof<U>();
  }
}

function decode<U>(source: usize, length: i32): Uint8Array | null {
  if ((length & 1) != 0) return null;
  const bytes = new Uint8Array(length >> 1);
  let from = source;
  let seen: u32 = 0;
  for (let i = 0; i < bytes.length; i++) {
    const high = Digit.valueOf(<u32>load<U>(from));
    const low = Digit.valueOf(<u32>load<U>(from + sizeof<U>()));
    seen |= high | low;
    unchecked((bytes[i] = <u8>((high << 4) | low)));
    from += 2 * sizeof<U>();
  }
  return seen > 15 ? null : bytes;
}

class Digit {
  /** Returns the value of a digit, or more than 15. */
  @inline
  static valueOf(character: u32): u32 {
    const number = character - 0x30;
    // A letter's bit for small ones; no other character becomes a letter by it.
    const letter = (character | 0x20) - 0x61;
    return number < 10 ? number : letter < 6 ? letter + 10 : 16;
  }

  /** Returns the digit of a value. */
  @inline
  static of(value: u32): u32 {
    return value + (value < 10 ? 0x30 : 0x57);
  }
}
