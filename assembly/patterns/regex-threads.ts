import { looksBetween } from "./look-at";
import { Look } from "./regex-node";
import { Op, RegexProgram, STEP_BITS } from "./regex-program";

/** An entry of the stack that puts a position back; others are instructions. */
const RESTORE: u32 = 1 << 30;

/**
 * Runs a program by threads, one for each place in it: all go on by one byte at once, so
 * that a text takes time by its length (Pike's machine).
 *
 * A thread is the instruction that it is at, and the positions that it has kept. Those at one
 * position of the text are a list, the one that counts most first.
 */
@final
export class RegexThreads {
  /** Where each group of the match begins and ends; -1 where it has no part in it. */
  readonly found: StaticArray<i32>;
  /** The bytes of the positions that a thread keeps. */
  private readonly room: usize;
  private readonly list: StaticArray<u32>;
  private readonly other: StaticArray<u32>;
  /** Where the next thread is put. */
  private end: usize = 0;
  /** When each instruction was last reached. */
  private readonly reached: StaticArray<u32>;
  private stamp: u32 = 0;
  private readonly stack: StaticArray<u32>;
  private readonly current: StaticArray<i32>;
  /** Whether matches begin at the beginning of the text only. */
  private readonly isAnchored: bool;

  constructor(private readonly program: RegexProgram) {
    const count = program.count;
    const width = (program.groups + 1) << 1;
    this.room = (<usize>width) << 2;
    this.found = new StaticArray<i32>(width);
    this.current = new StaticArray<i32>(width);
    this.list = new StaticArray<u32>(count * (width + 1));
    this.other = new StaticArray<u32>(count * (width + 1));
    this.reached = new StaticArray<u32>(count);
    this.isAnchored = isAnchored(program);
    // Each instruction puts two entries there at most, of two words.
    this.stack = new StaticArray<u32>((count + 1) << 2);
  }

  /**
   * Finds the first match from a position on; false where there is none. Of a text in ASCII,
   * each byte has two, which a `shift` of 1 says.
   */
  find(text: usize, size: i32, shift: i32, from: i32): bool {
    let isFound: bool = false;
    let list = changetype<usize>(this.list);
    let other = changetype<usize>(this.other);
    const room = this.room;
    const isAnchored = this.isAnchored;
    const steps = this.program.steps;
    const current = changetype<usize>(this.current);
    this.begin(list);
    let before = from > 0 ? byteAt(text, from - 1, shift) : -1;
    let after = from < size ? byteAt(text, from, shift) : -1;
    for (let at = from; ; at++) {
      if (!isFound && (at == 0 || !isAnchored)) {
        for (let i: usize = 0; i < room; i += 4) store<i32>(current + i, -1);
        isFound = this.add(this.program.start, at, before, after, current);
      }
      const end = this.end;
      if (after < 0 || (end == list && (isFound || isAnchored))) break;
      const next = at + 1 < size ? byteAt(text, at + 1, shift) : -1;
      this.begin(other);
      for (let thread = list; thread < end; thread += 4 + room) {
        const step = steps + ((<usize>load<u32>(thread)) << STEP_BITS);
        const out = load<u16>(step, 4);
        if (!this.add(out, at + 1, after, next, thread + 4)) continue;
        isFound = true;
        // Those after it count less.
        break;
      }
      const old = list;
      list = other;
      other = old;
      before = after;
      after = next;
    }
    return isFound;
  }

  /** Begins a list. */
  private begin(list: usize): void {
    this.end = list;
    if (++this.stamp != 0) return;
    this.stamp = 1;
    this.reached.fill(0);
  }

  /**
   * Adds all that an instruction leads to without a byte, and that takes the byte that
   * follows, with the positions that are kept, which change. Stops at a match, and tells so.
   */
  private add(first: u32, at: i32, before: i32, byte: i32, kept: usize): bool {
    const stack = changetype<usize>(this.stack);
    const reached = changetype<usize>(this.reached);
    const stamp = this.stamp;
    const room = this.room;
    const steps = this.program.steps;
    let top = stack;
    let next = first;
    while (true) {
      const step = steps + ((<usize>next) << STEP_BITS);
      const mark = reached + ((<usize>next) << 2);
      const word = load<u32>(step);
      const op = word & 0xff;
      if (op == Op.Byte) {
        const low = (word >> 8) & 0xff;
        // At the end of the text -1 is above all bytes.
        const isTaken = <u32>byte - low <= ((word >> 16) & 0xff) - low;
        if (isTaken && load<u32>(mark) != stamp) {
          store<u32>(mark, stamp);
          this.put(next, kept);
        }
      } else if (load<u32>(mark) != stamp) {
        store<u32>(mark, stamp);
        if (op == Op.Fork) {
          store<u32>(top, load<u16>(step, 6));
          top += 4;
          next = load<u16>(step, 4);
          continue;
        }
        if (op == Op.Keep) {
          const argument: u32 = load<u16>(step, 6);
          const position = kept + ((<usize>argument) << 2);
          store<u32>(top, load<u32>(position));
          store<u32>(top, RESTORE | argument, 4);
          top += 8;
          store<i32>(position, at);
          next = load<u16>(step, 4);
          continue;
        }
        if (op == Op.Match) {
          copy(changetype<usize>(this.found), kept, room);
          return true;
        }
        if (op == Op.Look && isMet(word >> 8, before, byte)) {
          next = load<u16>(step, 4);
          continue;
        }
      }
      // Goes back to the last fork, and has the positions as they were there.
      while (true) {
        if (top == stack) return false;
        top -= 4;
        const entry = load<u32>(top);
        if ((entry & RESTORE) == 0) {
          next = entry;
          break;
        }
        top -= 4;
        store<u32>(kept + ((<usize>(entry ^ RESTORE)) << 2), load<u32>(top));
      }
    }
  }

  /** Puts an instruction at the end of the list, with the positions of its thread. */
  private put(instruction: u32, kept: usize): void {
    const end = this.end;
    store<u32>(end, instruction);
    copy(end + 4, kept, this.room);
    this.end = end + 4 + this.room;
  }
}

/** Tells whether what an instruction looks for is between two bytes. */
function isMet(look: u32, before: i32, byte: i32): bool {
  return (looksBetween(before, byte) & (look & 0xff)) != 0;
}

function byteAt(text: usize, at: i32, shift: i32): i32 {
  return load<u8>(text + ((<usize>at) << shift));
}

/** Tells whether a program asks for the beginning of the text before all else. */
function isAnchored(program: RegexProgram): bool {
  let next = program.start;
  while (true) {
    const step = program.steps + ((<usize>next) << STEP_BITS);
    const word = load<u32>(step);
    const op = word & 0xff;
    if (op == Op.Look) return ((word >> 8) & 0xff) == Look.BeginText;
    if (op != Op.Keep) return false;
    next = load<u16>(step, 4);
  }
}

/** Copies positions, of which there is an even number, and most often few. */
function copy(to: usize, from: usize, room: usize): void {
  // One by one, as a processor waits where two were written that are read as one.
  for (let i: usize = 0; i < room; i += 8) {
    store<u32>(to + i, load<u32>(from + i));
    store<u32>(to + i, load<u32>(from + i, 4), 4);
  }
}
