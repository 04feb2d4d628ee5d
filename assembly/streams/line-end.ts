const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * 0x80;
/** Above the bytes that end lines, and below all printable ones. */
const ABOVE: u64 = ONES * 0x10;

export const LINE_FEED: u32 = 0x0a;
export const RETURN: u32 = 0x0d;

/** Returns the address of the first CR or LF; `end` where there is none. */
export function findLineEnd(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    while (at + 8 <= end) {
      const word = load<u64>(at);
      const marks = (word - ABOVE) & ~word & HIGHS;
      if (marks != 0) {
        at += (<usize>ctz(marks)) >> 3;
        break;
      }
      at += 8;
    }
    if (at >= end) return end;
    const byte: u32 = load<u8>(at);
    if (byte == LINE_FEED || byte == RETURN) return at;
    at++;
  }
  return end;
}

/** Returns the address of the first LF; `end` where there is none. */
export function findLineFeed(from: usize, end: usize): usize {
  let at = from;
  while (true) {
    at = findLineEnd(at, end);
    if (at >= end || load<u8>(at) == LINE_FEED) return at;
    at++;
  }
}
