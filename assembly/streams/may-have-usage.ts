const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES * 0x80;
const GS: u64 = ONES * 0x67;
/** The letters of the key and of `null`, the lowest byte first. */
const USAG: u32 = 0x6761_7375;
const NULL: u32 = 0x6c6c_756e;

/**
 * Tells whether JSON may have a key that begins with `usage` whose value is not `null`. Most
 * events of an answer have none, and this takes a small part of the time of reading them.
 */
export function mayHaveUsage(from: usize, end: usize): bool {
  // Of the letters of the key, this one is the rarest.
  for (let at = from; at < end; at++) {
    while (at + 8 <= end) {
      const rest = load<u64>(at) ^ GS;
      const marks = (rest - ONES) & ~rest & HIGHS;
      if (marks != 0) {
        at += (<usize>ctz(marks)) >> 3;
        break;
      }
      at += 8;
    }
    if (at < from + 3 || at + 1 >= end) continue;
    if (load<u32>(at - 3) == USAG && load<u8>(at, 1) == 0x65) {
      if (!isNull(at + 2, end)) return true;
    }
  }
  return false;
}

/** Tells whether the end of a key comes next, and `null`. */
function isNull(from: usize, end: usize): bool {
  let at = from;
  if (at >= end || load<u8>(at) != 0x22) return false;
  at = skipSpaces(at + 1, end);
  if (at >= end || load<u8>(at) != 0x3a) return false;
  at = skipSpaces(at + 1, end);
  return at + 4 <= end && load<u32>(at) == NULL;
}

function skipSpaces(from: usize, end: usize): usize {
  let at = from;
  while (at < end && load<u8>(at) == 0x20) at++;
  return at;
}
