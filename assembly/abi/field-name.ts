/**
 * What a header's name says about the header: nothing for most, and for some what the
 * value has to be. Names are tokens, except for the pseudo-headers of HTTP/2, which
 * begin with a colon. The proxy checks no name that a filter sets: it sends a response
 * with any name, answers such a request with 503, and writes a name that begins with
 * `:a` as another `host`.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
 */

/** A text that no header may have as its name. */
export const NO_NAME: u32 = 0;
/** A name that says nothing about its value. */
export const TOKEN: u32 = 1 << 0;
/** `:status`, and so on. */
export const STATUS: u32 = 1 << 1;
export const METHOD: u32 = 1 << 2;
export const PATH: u32 = 1 << 3;
export const AUTHORITY: u32 = 1 << 4;
export const SCHEME: u32 = 1 << 5;
export const PROTOCOL: u32 = 1 << 6;
/** `host`, which the proxy adds to `:authority`. */
export const HOST: u32 = 1 << 7;
/** `content-length` and `transfer-encoding`: how the end of a body is found. */
export const FRAMING: u32 = (1 << 8) | (1 << 9);

/** The pseudo-headers of a request. */
export const OF_REQUEST: u32 = METHOD | PATH | AUTHORITY | SCHEME | PROTOCOL;
/** All pseudo-headers. */
export const PSEUDO: u32 = STATUS | OF_REQUEST;

const DEL: u32 = 0x7f;
const SPACE: u32 = 0x20;

/** Tells what a name is: one of the constants above. */
export function nameKind(start: usize, size: usize): u32 {
  // The names in their order, each after its size.
  let known: usize = memory.data<u8>([
    7, 0x3a, 0x73, 0x74, 0x61, 0x74, 0x75, 0x73, 7, 0x3a, 0x6d, 0x65, 0x74,
    0x68, 0x6f, 0x64, 5, 0x3a, 0x70, 0x61, 0x74, 0x68, 10, 0x3a, 0x61, 0x75,
    0x74, 0x68, 0x6f, 0x72, 0x69, 0x74, 0x79, 7, 0x3a, 0x73, 0x63, 0x68, 0x65,
    0x6d, 0x65, 9, 0x3a, 0x70, 0x72, 0x6f, 0x74, 0x6f, 0x63, 0x6f, 0x6c, 4,
    0x68, 0x6f, 0x73, 0x74, 14, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, 0x2d,
    0x6c, 0x65, 0x6e, 0x67, 0x74, 0x68, 17, 0x74, 0x72, 0x61, 0x6e, 0x73, 0x66,
    0x65, 0x72, 0x2d, 0x65, 0x6e, 0x63, 0x6f, 0x64, 0x69, 0x6e, 0x67, 0,
  ]);
  let kind = STATUS;
  let length: usize = load<u8>(known++);
  while (length != 0) {
    if (length == size && isSame(start, known, size)) return kind;
    kind <<= 1;
    known += length;
    length = load<u8>(known++);
  }
  return isToken(start, size) ? TOKEN : NO_NAME;
}

/** Tells whether a header of a kind may have bytes as its value. */
export function isValueOf(kind: u32, start: usize, size: usize): bool {
  if (kind == METHOD) return isToken(start, size);
  if (kind == STATUS) return statusOf(start, size) != 0;
  return (kind & (OF_REQUEST | HOST)) == 0 || isVisible(start, size);
}

/** Tells whether there are bytes, and none of them is a control or a space. */
export function isVisible(start: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(start + i);
    if (byte <= SPACE || byte == DEL) return false;
  }
  return size > 0;
}

/** Tells whether bytes are a token. */
export function isToken(start: usize, size: usize): bool {
  // A bit for each byte below 0x80.
  const allowed = memory.data<u32>([0, 0x03ff6cfa, 0xc7fffffe, 0x57ffffff]);
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(start + i);
    const bits = byte < 0x80 ? load<u32>(allowed + ((byte >> 5) << 2)) : 0;
    if (((bits >> (byte & 31)) & 1) == 0) return false;
  }
  return size > 0;
}

/** Reads the status of a response, 200 to 599; 0 where the bytes are not one. */
export function statusOf(start: usize, size: usize): i32 {
  if (size != 3) return 0;
  let status = 0;
  for (let i: usize = 0; i < size; i++) {
    const digit = <i32>load<u8>(start + i) - 0x30;
    if (<u32>digit > 9) return 0;
    status = status * 10 + digit;
  }
  return isFinalStatus(status) ? status : 0;
}

/** Tells whether a status can end a response: one below 200 is followed by another. */
export function isFinalStatus(status: i32): bool {
  return status >= 200 && status <= 599;
}

/** Tells whether HTTP allows no body with a status: its receiver reads none. */
export function isBodiless(status: i32): bool {
  return status == 204 || status == 205 || status == 304;
}

/** Tells whether a name, in any case, is one that is given in lower case. */
function isSame(name: usize, lower: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(name + i);
    const isUpper = byte - 0x41 < 26;
    if ((isUpper ? byte | 0x20 : byte) != load<u8>(lower + i)) return false;
  }
  return true;
}
