/** DER, as far as public keys and signatures need it (X.690). */

/** The tags. */
export const enum Der {
  Integer = 0x02,
  BitString = 0x03,
  Sequence = 0x30,
}

/** Returns a value with its tag and length; up to 65,535 bytes. */
export function derOf(tag: Der, content: Uint8Array): Uint8Array {
  const size = content.length;
  const head = size < 0x80 ? 2 : size < 0x100 ? 3 : 4;
  const bytes = new Uint8Array(head + size);
  bytes[0] = <u8>tag;
  if (head == 2) bytes[1] = <u8>size;
  else {
    bytes[1] = <u8>(0x80 | (head - 2));
    if (head == 4) bytes[2] = <u8>(size >> 8);
    bytes[head - 1] = <u8>size;
  }
  bytes.set(content, head);
  return bytes;
}

/** Returns a number of big endian bytes, without a sign, as an INTEGER. */
export function derInteger(number: Uint8Array): Uint8Array {
  let from = 0;
  while (from < number.length - 1 && number[from] == 0) from++;
  // A first bit of 1 would be a minus.
  const sign = number.length > 0 && number[from] < 0x80 ? 0 : 1;
  const content = new Uint8Array(number.length - from + sign);
  content.set(number.subarray(from), sign);
  return derOf(Der.Integer, content);
}

/** Returns a BIT STRING of whole bytes. */
export function derBits(bytes: Uint8Array): Uint8Array {
  const content = new Uint8Array(bytes.length + 1);
  content.set(bytes, 1);
  return derOf(Der.BitString, content);
}

/** Returns a SEQUENCE of two values. */
export function derPair(one: Uint8Array, other: Uint8Array): Uint8Array {
  const content = new Uint8Array(one.length + other.length);
  content.set(one);
  content.set(other, one.length);
  return derOf(Der.Sequence, content);
}
