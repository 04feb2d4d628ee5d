import { Byte } from "./bytes";

/** Returns the line that an address of a document is in; the first is 1. */
export function lineOf(begin: usize, target: usize): i32 {
  let line = 1;
  for (let at = begin; at < target; at++) {
    if (load<u8>(at) == Byte.LineFeed) line++;
  }
  return line;
}

/** Returns how many characters of its line are in front of an address, plus 1. */
export function columnOf(begin: usize, target: usize): i32 {
  let column = 1;
  let at = target;
  while (at > begin && load<u8>(at - 1) != Byte.LineFeed) {
    // Bytes of the form 10xxxxxx go on with a character.
    if ((load<u8>(--at) & 0xc0) != 0x80) column++;
  }
  return column;
}
