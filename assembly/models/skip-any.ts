import { Byte } from "../json/bytes";
import { skipScalar, skipValue } from "../json/skip-value";
import { Cursor, expect, fail, goTo, peek, space, take } from "./cursor";
import { text } from "./document-text";
import { Lines } from "./model-lines";

/** Goes over a value of any kind. */
export function skipAny(): void {
  const first = space();
  if (first == Byte.Quote) {
    Cursor.at++;
    return text();
  }
  const left = Lines.mostDepth - Lines.depth;
  const isScalar = (first | 0x20) != Byte.ObjectBegin;
  goTo(
    isScalar && first != 0
      ? skipScalar(first, Cursor.at, Cursor.end)
      : skipValue(Cursor.at, Cursor.end, left),
  );
}

/** Enters the list or the object that is next. */
export function enter(): void {
  if (Lines.depth == Lines.mostDepth) fail();
  else Cursor.at++;
  Lines.depth++;
}

/** Goes to the next value of what was entered last; false at its end, which it leaves. */
export function next(last: u32): bool {
  if (peek() == Byte.Comma) {
    // A value is in front of it: white space, or what begins a list, is another byte.
    const before = load<u8>(Cursor.at - 1);
    if (before > <u8>Byte.Space && (before & 0xdf) != Byte.ListBegin) {
      Cursor.at++;
      return true;
    }
  }
  // A list and an object begin with bytes that differ in one bit, and no value ends so.
  const isFirst = (load<u8>(Cursor.at - 1) & 0xdf) == Byte.ListBegin;
  const isEnd = take(last);
  if (!isEnd && !isFirst) expect(Byte.Comma);
  if (!isEnd && Cursor.fault == 0) return true;
  Lines.depth--;
  return false;
}

/** Goes over the next key of the object that was entered last; false at the end. */
export function nextKey(): bool {
  if (!next(Byte.ObjectEnd)) return false;
  expect(Byte.Quote);
  text();
  if (peek() == Byte.Colon) {
    Cursor.at++;
    return true;
  }
  expect(Byte.Colon);
  return Cursor.fault == 0;
}
