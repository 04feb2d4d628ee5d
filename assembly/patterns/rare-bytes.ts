/** How many bytes are looked for at once. */
const MOST: i32 = 3;
/** How far into a needle its rare byte may be. */
const REACH: i32 = 64;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/**
 * The bytes without which no needle is found: one of each needle, the rarest. Text without
 * them is passed over by eight bytes at a time.
 */
@final
export class RareBytes {
  /** How many there are; 0 where there would be too many. */
  count: i32 = 0;
  /** How far from the beginning of a needle one is at most. */
  reach: i32 = 0;
  private first: u64 = 0;
  private second: u64 = 0;
  private third: u64 = 0;

  constructor(needles: Uint8Array[], ignoreCase: bool) {
    this.choose(needles, ignoreCase);
  }

  private choose(needles: Uint8Array[], ignoreCase: bool): void {
    const chosen = new StaticArray<u8>(MOST + 1);
    let count = 0;
    let reach = 0;
    for (let i = 0; i < needles.length; i++) {
      const needle = needles[i];
      if (needle.length == 0) continue;
      let best = 0;
      let least = i32.MAX_VALUE;
      for (let at = 0; at < min(needle.length, REACH); at++) {
        const byte = needle[at];
        // One that is looked for anyway costs nothing.
        const rank = has(chosen, count, byte)
          ? -1
          : commonness(byte, ignoreCase);
        if (rank >= least) continue;
        least = rank;
        best = at;
      }
      reach = max(reach, best);
      const byte = needle[best];
      if (has(chosen, count, byte)) continue;
      const isLetter = ignoreCase && <u8>((byte | 0x20) - 0x61) < 26;
      if (count + 1 + i32(isLetter) > MOST) return;
      chosen[count++] = byte;
      if (isLetter) chosen[count++] = byte ^ 0x20;
    }
    if (count == 0) return;
    this.count = count;
    this.reach = reach;
    this.first = LOW * chosen[0];
    this.second = LOW * chosen[count > 1 ? 1 : 0];
    this.third = LOW * chosen[count > 2 ? 2 : 0];
  }

  /** Returns where one of the bytes is; `end` where none is. */
  find(from: usize, end: usize): usize {
    const first = this.first;
    const second = this.second;
    const third = this.third;
    let at = from;
    for (; at + 8 <= end; at += 8) {
      const word = load<u64>(at);
      const a = word ^ first;
      const b = word ^ second;
      const c = word ^ third;
      // The lowest bit is that of a byte that became zero; those above it may not be.
      const zeros =
        (((a - LOW) & ~a) | ((b - LOW) & ~b) | ((c - LOW) & ~c)) & HIGH;
      if (zeros != 0) return at + ((<usize>ctz(zeros)) >> 3);
    }
    for (; at < end; at++) {
      const byte = load<u8>(at);
      if (byte == <u8>first || byte == <u8>second || byte == <u8>third) break;
    }
    return at;
  }
}

function has(bytes: StaticArray<u8>, count: i32, byte: u8): bool {
  for (let i = 0; i < count; i++) if (bytes[i] == byte) return true;
  return false;
}

/** Returns how common a byte is in texts, markup and JSON: an order, by experience. */
function commonness(byte: u8, ignoreCase: bool): i32 {
  const COMMON = ' etaoinsrhldcumfpgwybv"0,:1./2-_=k3x5489{}67<>jqz';
  const isUpper = <u8>(byte - 0x41) < 26;
  const rank = COMMON.indexOf(
    String.fromCharCode(isUpper && ignoreCase ? byte | 0x20 : byte),
  );
  // Two are looked for where case does not count.
  if (rank >= 0) return 256 - rank * 4;
  return isUpper ? 40 : byte == 0x0a || byte == 0 ? 64 : 8;
}
