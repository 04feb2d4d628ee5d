import { HAS_LONG_JSON } from "../features";
import { Byte } from "../json/bytes";
import { notedAt } from "../json/json-fault";
import { skipSpace } from "../json/skip-value";

/**
 * Where models are read. There is one document at a time, so this is static: the code that
 * uses it is half as large as that of an object's methods.
 */
export abstract class Cursor {
  /** Where the document ends, and where the reading is. */
  static end: usize = 0;
  static at: usize = 0;
  /** Where the document is not JSON; 0 as long as it may be. */
  static fault: usize = 0;
}

/** Returns the next byte; 0, which JSON never has, at the end. */
export function peek(): u32 {
  return Cursor.at < Cursor.end ? load<u8>(Cursor.at) : 0;
}

/** Goes to the next byte. */
export function advance(): void {
  Cursor.at++;
}

/** Notes that the document is not JSON here. The rest of it then looks empty. */
export function fail(): void {
  if (Cursor.fault == 0) Cursor.fault = Cursor.at;
  Cursor.at = Cursor.end;
}

/** Goes to the first byte that is not white space, and returns it. */
export function space(): u32 {
  if (HAS_LONG_JSON) {
    const byte = peek();
    if (byte > <u32>Byte.Space) return byte;
    Cursor.at = skipSpace(Cursor.at, Cursor.end);
    return peek();
  }
  while (true) {
    const byte = peek();
    // Tabs and line feeds are neighbours. As numbers: less code than a branch for each.
    const isBreak = i32(byte - Byte.Tab < 2) | i32(byte == Byte.Return);
    if ((isBreak | i32(byte == Byte.Space)) == 0) return byte;
    advance();
  }
}

/** Goes over a byte; returns whether it is there. */
export function accept(byte: u32): bool {
  if (peek() != byte) return false;
  advance();
  return true;
}

/** Goes over white space and a byte; returns whether it is there. */
export function take(byte: u32): bool {
  space();
  return accept(byte);
}

/** Goes over white space and a byte, which has to be there. */
export function expect(byte: u32): void {
  if (!take(byte)) fail();
}

/** Goes to where a function of `json/` has come to; 0 stands for a fault that it noted. */
export function goTo(after: usize): void {
  Cursor.at = after == 0 ? notedAt() : after;
  if (after == 0) fail();
}
