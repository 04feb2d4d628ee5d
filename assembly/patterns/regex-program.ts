import { decode, encode, encodedSize } from "../abi/utf8";
import { NodeKind, RegexNode, UNBOUNDED } from "./regex-node";

/** What an instruction does; `transform/patterns/program.js` has the same. */
export enum Op {
  Fail = 0,
  /** Goes on at two places, of which the first counts more. */
  Fork = 1,
  /** Keeps the position as `argument`. */
  Keep = 2,
  /** Goes on where the place is one of `low`. */
  Look = 3,
  /** Pattern `argument` matches. */
  Match = 4,
  /** Takes a byte from `low` to `high`. */
  Byte = 5,
}

/** The bytes of an instruction, and their number in binary digits. */
export const STEP_BITS: usize = 3;

/** How many instructions a program may have. */
const MAX_COUNT: i32 = 20000;

/**
 * The bytes before the instructions: how many there are, the first, and the number of
 * groups, of 4 bytes each. The names of the groups follow the instructions, each after its
 * size.
 */
const HEADER: usize = 12;

/** A program for patterns, as it is in memory; the transform makes the same. */
@final
export class RegexProgram {
  /** Where the instructions are. */
  readonly steps: usize;
  readonly count: i32;
  readonly start: i32;
  /** How many groups there are. */
  readonly groups: i32;

  constructor(
    image: usize,
    /** What keeps the image in memory, where that is not the module's own. */
    readonly owner: StaticArray<u8> | null,
  ) {
    this.steps = image + HEADER;
    this.count = load<i32>(image);
    this.start = load<i32>(image, 4);
    this.groups = load<i32>(image, 8);
  }

  /** Returns the number of a group; 0 where none has the name. */
  groupOf(name: string): i32 {
    let at = this.steps + ((<usize>this.count) << STEP_BITS);
    for (let group = 1; group <= this.groups; group++) {
      const size = <i32>load<u8>(at);
      if (size > 0 && decode(at + 1, size) == name) {
        return group;
      }
      at += 1 + size;
    }
    return 0;
  }
}

/** Makes a program of the patterns that were read. */
@final
export class RegexAssembler {
  private steps: u32[] = [0, 0];
  private ends: i32[] = [];
  groups: i32 = 0;
  private names: string[] = [];

  get isTooLarge(): bool {
    return this.count > MAX_COUNT;
  }

  private get count(): i32 {
    return this.steps.length >> 1;
  }

  /** Makes the program of one pattern. */
  pattern(node: RegexNode, names: string[]): void {
    this.groups = names.length;
    this.names = names;
    // Each returns where it begins; what follows is there already.
    const match = this.add(Op.Match, 0, 0, 0, 0);
    const end = this.add(Op.Keep, 0, 0, match, 1);
    const first = this.node(node, end);
    this.ends.push(this.add(Op.Keep, 0, 0, first, 0));
  }

  /** Adds one of several patterns, of which none has groups. */
  one(node: RegexNode): void {
    const match = this.add(Op.Match, 0, 0, 0, this.ends.length);
    this.ends.push(this.node(node, match));
  }

  finish(): RegexProgram {
    let start = 0;
    const starts = this.ends;
    for (let i = starts.length - 1; i >= 0; i--) {
      start =
        i == starts.length - 1
          ? starts[i]
          : this.add(Op.Fork, 0, 0, starts[i], start);
    }
    const count = this.count;
    let size = HEADER + ((<usize>count) << STEP_BITS);
    const names = this.names;
    for (let i = 0; i < names.length; i++) size += 1 + encodedSize(names[i]);
    const image = new StaticArray<u8>(<i32>size);
    let at = changetype<usize>(image);
    store<i32>(at, count);
    store<i32>(at, start, 4);
    store<i32>(at, this.groups, 8);
    at += HEADER;
    for (let i = 0; i < this.steps.length; i++, at += 4) {
      store<u32>(at, unchecked(this.steps[i]));
    }
    for (let i = 0; i < names.length; i++) {
      const written = encode(names[i], at + 1);
      store<u8>(at, <u8>written);
      at += 1 + written;
    }
    return new RegexProgram(changetype<usize>(image), image);
  }

  private add(op: u32, low: u32, high: u32, out: i32, argument: i32): i32 {
    // What is too large is refused; until then nothing grows.
    if (this.isTooLarge) return 0;
    this.steps.push(op | (low << 8) | (high << 16));
    this.steps.push(out | (argument << 16));
    return this.count - 1;
  }

  /** Adds a node that goes on at `next`; returns where it begins. */
  private node(node: RegexNode, next: i32): i32 {
    const parts = node.parts;
    let start = next;
    switch (node.kind) {
      case NodeKind.Class:
        return this.charClass(node.ranges, next);
      case NodeKind.All:
        for (let i = parts.length - 1; i >= 0; i--) {
          start = this.node(parts[i], start);
        }
        return start;
      case NodeKind.Any:
        start = this.node(parts[parts.length - 1], next);
        for (let i = parts.length - 2; i >= 0; i--) {
          start = this.fork(this.node(parts[i], next), start);
        }
        return start;
      case NodeKind.Repeat:
        return this.repeat(node, next);
      case NodeKind.Group:
        start = this.add(Op.Keep, 0, 0, next, (node.from << 1) | 1);
        start = this.node(parts[0], start);
        return this.add(Op.Keep, 0, 0, start, node.from << 1);
      case NodeKind.Place:
        return this.add(Op.Look, node.from, 0, next, 0);
      default:
        return next;
    }
  }

  private fork(first: i32, second: i32): i32 {
    return this.add(Op.Fork, 0, 0, first, second);
  }

  private forkIf(isGreedy: bool, part: i32, next: i32): i32 {
    return isGreedy ? this.fork(part, next) : this.fork(next, part);
  }

  private repeat(node: RegexNode, next: i32): i32 {
    const part = node.parts[0];
    const from = node.from;
    const to = node.to;
    const isGreedy = node.isGreedy;
    let start = next;
    if (to == UNBOUNDED) {
      // Of what may be nothing, RE2 has x* as (x+)?.
      if (from == 0 && !part.isNullable) return this.loop(node, next, true);
      start = this.loop(node, next, false);
      if (from == 0) return this.forkIf(isGreedy, start, next);
    } else {
      for (let i = from; i < to && !this.isTooLarge; i++) {
        start = this.forkIf(isGreedy, this.node(part, start), next);
      }
    }
    const least = to == UNBOUNDED ? from - 1 : from;
    for (let i = 0; i < least && !this.isTooLarge; i++) {
      start = this.node(part, start);
    }
    return start;
  }

  /** Adds a part and a fork after it that goes back; `isFirst`: the fork is before it. */
  private loop(node: RegexNode, next: i32, isFirst: bool): i32 {
    const fork = this.fork(0, 0);
    const part = this.node(node.parts[0], fork);
    if (this.isTooLarge) return 0;
    const first = node.isGreedy ? part : next;
    const second = node.isGreedy ? next : part;
    this.steps[(fork << 1) + 1] = first | (second << 16);
    return isFirst ? fork : part;
  }

  private charClass(ranges: u32[], next: i32): i32 {
    let start = -1;
    for (let i = ranges.length - 2; i >= 0; i -= 2) {
      start = this.characters(ranges[i], ranges[i + 1], next, start);
    }
    return start < 0 ? this.add(Op.Fail, 0, 0, 0, 0) : start;
  }

  /** Adds characters from one to another, beside what there is at `other`. */
  private characters(from: u32, to: u32, next: i32, other: i32): i32 {
    if (this.isTooLarge || from > to) return other;
    // Neither within two sizes, nor surrogates, which UTF-8 does not have.
    const cut = cutOf(from, to);
    if (cut > 0) {
      const rest = this.characters(cut, to, next, other);
      return this.characters(from, cut - 1, next, rest);
    }
    if (from >= 0xd800 && to <= 0xdfff) return other;
    let start = next;
    let low = from;
    let high = to;
    for (let trails = trailsOf(from); trails > 0; trails--) {
      start = this.byte(0x80 | (low & 0x3f), 0x80 | (high & 0x3f), start);
      low >>= 6;
      high >>= 6;
    }
    const trails = trailsOf(from);
    // A lead byte begins with as many ones as there are bytes.
    const lead = trails == 0 ? 0 : (0xff << (7 - trails)) & 0xff;
    start = this.byte(lead | low, lead | high, start);
    return other < 0 ? start : this.fork(start, other);
  }

  private byte(low: u32, high: u32, next: i32): i32 {
    return this.add(Op.Byte, low, high, next, 0);
  }
}

function trailsOf(point: u32): u32 {
  if (point < 0x80) return 0;
  if (point < 0x800) return 1;
  return point < 0x10000 ? 2 : 3;
}

/** Returns where a range is to be cut so that its bytes are ranges; 0 where nowhere. */
function cutOf(from: u32, to: u32): u32 {
  if (from < 0x80 && to >= 0x80) return 0x80;
  if (from < 0x800 && to >= 0x800) return 0x800;
  if (from < 0xd800 && to >= 0xd800) return 0xd800;
  if (from < 0xe000 && to >= 0xe000) return 0xe000;
  if (from < 0x10000 && to >= 0x10000) return 0x10000;
  const trails = trailsOf(from);
  for (let i: u32 = 1; i <= trails; i++) {
    const mask = ((<u32>1) << (6 * i)) - 1;
    if ((from & ~mask) == (to & ~mask)) continue;
    if ((from & mask) != 0) return (from | mask) + 1;
    if ((to & mask) != mask) return to & ~mask;
  }
  return 0;
}
