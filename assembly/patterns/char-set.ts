/** The last character of Unicode. */
export const LAST: u32 = 0x10ffff;

const KELVIN: u32 = 0x212a;
const LONG_S: u32 = 0x017f;

/** The characters of a class, as it is read. */
@final
export class CharSet {
  /** The first and the last of each range, in any order until `sorted`. */
  private readonly ranges: u32[] = [];
  /** Whether there is a letter whose other case is not known. */
  isBeyond: bool = false;

  /** `isFolded`: what is added has its other case with it, as Unicode has it. */
  constructor(private readonly isFolded: bool) {}

  add(from: u32, to: u32): void {
    this.put(from, to);
    if (!this.isFolded) return;
    // All beyond ASCII has its other case with it.
    if (to > 0x7f && (from > 0x7f || to < LAST)) this.isBeyond = true;
    this.putShifted(max<u32>(from, 0x41), min<u32>(to, 0x5a), 0x20);
    this.putShifted(max<u32>(from, 0x61), min<u32>(to, 0x7a), <u32>-0x20);
    if (has(from, to, 0x4b) || has(from, to, 0x6b)) this.put(KELVIN, KELVIN);
    if (has(from, to, 0x53) || has(from, to, 0x73)) this.put(LONG_S, LONG_S);
    if (to < LAST) return;
    // What these two are the other case of.
    this.put(0x4b, 0x4b);
    this.put(0x53, 0x53);
    this.put(0x6b, 0x6b);
    this.put(0x73, 0x73);
  }

  /** Adds ranges of ASCII that are written as a text, two characters each. */
  addText(text: string): void {
    for (let i = 0; i < text.length; i += 2) {
      this.add(text.charCodeAt(i), text.charCodeAt(i + 1));
    }
  }

  /** Adds what is in none of the ranges of such a text. */
  addTextNegated(text: string): void {
    const set = new CharSet(this.isFolded);
    set.addText(text);
    const ranges = set.sorted(true);
    for (let i = 0; i < ranges.length; i += 2) {
      this.put(ranges[i], ranges[i + 1]);
    }
  }

  /** Returns the ranges in order, none of which touches another, or those between them. */
  sorted(isNegated: bool): u32[] {
    const ranges = this.ranges;
    // There are few.
    for (let i = 2; i < ranges.length; i += 2) {
      const from = ranges[i];
      const to = ranges[i + 1];
      let at = i;
      for (; at > 0 && ranges[at - 2] > from; at -= 2) {
        ranges[at] = ranges[at - 2];
        ranges[at + 1] = ranges[at - 1];
      }
      ranges[at] = from;
      ranges[at + 1] = to;
    }
    const joined: u32[] = [];
    for (let i = 0; i < ranges.length; i += 2) {
      const last = joined.length - 1;
      if (last > 0 && ranges[i] <= joined[last] + 1) {
        joined[last] = max(joined[last], ranges[i + 1]);
        continue;
      }
      joined.push(ranges[i]);
      joined.push(ranges[i + 1]);
    }
    if (!isNegated) return joined;
    const between: u32[] = [];
    let next: u32 = 0;
    for (let i = 0; i < joined.length; i += 2) {
      if (joined[i] > next) {
        between.push(next);
        between.push(joined[i] - 1);
      }
      next = joined[i + 1] + 1;
    }
    if (next <= LAST) {
      between.push(next);
      between.push(LAST);
    }
    return between;
  }

  private put(from: u32, to: u32): void {
    this.ranges.push(from);
    this.ranges.push(to);
  }

  private putShifted(from: u32, to: u32, by: u32): void {
    if (from <= to) this.put(from + by, to + by);
  }
}

function has(from: u32, to: u32, point: u32): bool {
  return from <= point && point <= to;
}
