import { HAS_LONG_JSON } from "../features";
import { Byte } from "../json/bytes";
import { skipScalar, skipValue } from "../json/skip-value";
import { Cursor, expect, fail, goTo, peek, space, take } from "./cursor";
import { number } from "./document-number";
import { text } from "./document-text";
import { Lines, MAX_DEPTH } from "./model-lines";

/** The letters of the words, the lowest byte first. */
const TRUE: u64 = 0x6575_7274;
const FALSE: u64 = 0x65_736c_6166;
const NULL: u64 = 0x6c6c_756e;

/** Goes over a value of any kind. */
export function skipAny(): void {
  const first = space();
  if (first == Byte.Quote) {
    Cursor.at++;
    text();
  } else if (HAS_LONG_JSON) {
    const left = Lines.mostDepth - Lines.depth;
    const isScalar = (first | 0x20) != Byte.ObjectBegin;
    goTo(
      isScalar && first != 0
        ? skipScalar(first, Cursor.at, Cursor.end)
        : skipValue(Cursor.at, Cursor.end, left),
    );
  } else if (first == Byte.ObjectBegin) {
    enter();
    while (nextKey()) skipAny();
  } else if (first == Byte.ListBegin) {
    enter();
    while (next(Byte.ListEnd)) skipAny();
  } else if (!skipWord()) number();
}

/** Goes over a word; returns whether the next byte begins one. */
export function skipWord(): bool {
  const first = peek();
  let word: u64 = NULL;
  if (first == Byte.LowerT) word = TRUE;
  else if (first == Byte.LowerF) word = FALSE;
  else if (first != Byte.LowerN) return false;
  for (; word != 0; word >>= 8) {
    if (peek() == ((<u32>word) & 0xff)) Cursor.at++;
    else return failed();
  }
  return true;
}

function failed(): bool {
  fail();
  return true;
}

/** Enters the list or the object that is next. */
export function enter(): void {
  if (Lines.depth == (HAS_LONG_JSON ? Lines.mostDepth : MAX_DEPTH)) fail();
  else Cursor.at++;
  Lines.depth++;
}

/** Goes to the next value of what was entered last; false at its end, which it leaves. */
export function next(last: u32): bool {
  if (HAS_LONG_JSON && peek() == Byte.Comma) {
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
  if (HAS_LONG_JSON && peek() == Byte.Colon) {
    Cursor.at++;
    return true;
  }
  expect(Byte.Colon);
  return Cursor.fault == 0;
}
