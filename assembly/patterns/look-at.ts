import { Look } from "./regex-node";

/** Tells whether a byte is one of a word; those beyond ASCII are not, as in RE2. */
export function isWordByte(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26 || byte - 0x30 < 10 || byte == 0x5f;
}

/** Returns what a place between two bytes is, as bits of `Look`; -1 stands for the end of the text. */
export function looksBetween(before: i32, after: i32): i32 {
  const isWord =
    (before >= 0 && isWordByte(before)) != (after >= 0 && isWordByte(after));
  let looks: i32 = isWord ? Look.Word : Look.NoWord;
  // Nothing matches inside a character.
  if (after >= 0x80 && after < 0xc0) looks = 0;
  if (before < 0) looks |= Look.BeginText | Look.BeginLine;
  else if (before == 0x0a) looks |= Look.BeginLine;
  if (after < 0) looks |= Look.EndText | Look.EndLine;
  else if (after == 0x0a) looks |= Look.EndLine;
  return looks;
}
