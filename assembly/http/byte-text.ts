/**
 * Byte texts: strings with one unit, 0 to 255, for each byte. Values of headers are edited
 * in this form, so that bytes that are not UTF-8 stay as they are.
 */
import { scratch } from "../abi/scratch";
import { decode, encode, encodedRoom } from "../abi/utf8";

/** Returns the byte text of bytes. */
export function byteTextOf(bytes: Uint8Array): string {
  return byteTextAt(bytes.dataStart, bytes.byteLength);
}

/** Returns the byte text of the bytes at an address. */
export function byteTextAt(from: usize, size: usize): string {
  const text = changetype<string>(__new(size << 1, idof<string>()));
  const to = changetype<usize>(text);
  for (let i: usize = 0; i < size; i++) {
    store<u16>(to + (i << 1), load<u8>(from + i));
  }
  return text;
}

/** Returns the byte text of a text's UTF-8. */
export function toByteText(text: string): string {
  if (isAscii(text)) return text;
  const at = scratch(encodedRoom(text));
  return byteTextAt(at, encode(text, at));
}

/** Returns the bytes of a byte text. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  copyTo(bytes.dataStart, text);
  return bytes;
}

/** Reads a byte text as UTF-8; what is not UTF-8 becomes U+FFFD. */
export function textOf(byteText: string): string {
  if (isAscii(byteText)) return byteText;
  const at = scratch(byteText.length);
  copyTo(at, byteText);
  return decode(at, byteText.length);
}

/** Tells whether all units are below 128. */
export function isAscii(text: string): bool {
  let all: u32 = 0;
  for (let i = 0; i < text.length; i++) all |= text.charCodeAt(i);
  return all < 0x80;
}

function copyTo(target: usize, byteText: string): void {
  for (let i = 0; i < byteText.length; i++) {
    store<u8>(target + i, <u8>byteText.charCodeAt(i));
  }
}
