import { decodeSextets, encodeSextets } from "./sextets";

const PAD: u32 = 0x3d;

/**
 * Encodes bytes as base64 (RFC 4648, section 4), with its padding.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const credentials = base64Encode(utf8Encode("ada:secret"));
 * this.request.headers.set("authorization", "Basic " + credentials);
 * ```
 */
export function base64Encode(bytes: Uint8Array): string {
  const text = __new((<usize>lengthOf(bytes)) << 1, idof<string>());
  const end = encodeSextets<u16>(
    bytes.dataStart,
    bytes.length,
    text,
    theDigits(),
  );
  pad<u16>(bytes.length, end);
  return changetype<string>(text);
}

/**
 * As `base64Encode`; the digits are bytes.
 *
 * ```ts
 * log.info(base64EncodeBytes(utf8Encode("a")).length.toString());
 * ```
 */
export function base64EncodeBytes(bytes: Uint8Array): Uint8Array {
  const text = new Uint8Array(lengthOf(bytes));
  const end = encodeSextets<u8>(
    bytes.dataStart,
    bytes.length,
    text.dataStart,
    theDigits(),
  );
  pad<u8>(bytes.length, end);
  return text;
}

/**
 * Decodes base64 (RFC 4648, section 4). Returns `null` if the text is not base64: its length
 * has to be a multiple of four, by padding; white space and line ends are refused, and so is
 * a last digit with bits that are in no byte: each text is the only one of its bytes.
 *
 * May be called in every callback and in module scope.
 *
 * ```ts
 * const bytes = base64Decode("YWRhOnNlY3JldA==");
 * if (bytes != null) log.info(utf8Decode(bytes)); // ada:secret
 * ```
 */
export function base64Decode(text: string): Uint8Array | null {
  return decode<u16>(changetype<usize>(text), text.length);
}

/**
 * As `base64Decode`, of digits that are bytes.
 *
 * ```ts
 * if (base64DecodeBytes(utf8Encode("YQ==")) == null) log.info("wrong");
 * ```
 */
export function base64DecodeBytes(text: Uint8Array): Uint8Array | null {
  return decode<u8>(text.dataStart, text.length);
}

/** How many digits and pads bytes take. */
function lengthOf(bytes: Uint8Array): i32 {
  return ((bytes.length + 2) / 3) << 2;
}

function pad<U>(size: i32, at: usize): void {
  const rest = size % 3;
  if (rest == 0) return;
  store<U>(at, <U>PAD);
  if (rest == 1) store<U>(at + sizeof<U>(), <U>PAD);
}

function decode<U>(from: usize, length: i32): Uint8Array | null {
  if ((length & 3) != 0) return null;
  let count = length;
  const end = from + <usize>length * sizeof<U>();
  if (length != 0 && load<U>(end - sizeof<U>()) == <U>PAD) {
    count -= load<U>(end - 2 * sizeof<U>()) == <U>PAD ? 2 : 1;
  }
  return decodeSextets<U>(from, count, theValues());
}

function theDigits(): usize {
  return memory.data<u8>([
    65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83,
    84, 85, 86, 87, 88, 89, 90, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106,
    107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
    122, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 43, 47,
  ]);
}

function theValues(): usize {
  return memory.data<u8>([
    62, 255, 255, 255, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255,
    255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 255, 255,
    26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44,
    45, 46, 47, 48, 49, 50, 51, 255,
  ]);
}
