import { looksBetween } from "./look-at";
import { Look } from "./regex-node";
import { Op, RegexProgram, STEP_BITS } from "./regex-program";

/** An entry of the stack that puts a position back; others are instructions. */
const RESTORE: i32 = 1 << 30;

/** The threads at one position of a text, the one that counts most first. */
@final
class ThreadList {
  count: i32 = 0;
  readonly steps: StaticArray<i32>;
  /** The positions that each has kept. */
  readonly kept: StaticArray<i32>;

  constructor(room: i32, width: i32) {
    this.steps = new StaticArray<i32>(room);
    this.kept = new StaticArray<i32>(room * width);
  }
}

/**
 * Runs a program by threads, one for each place in it: all go on by one byte at once, so
 * that a text takes time by its length (Pike's machine).
 */
@final
export class RegexThreads {
  /** Where each group of the match begins and ends; -1 where it has no part in it. */
  readonly found: StaticArray<i32>;
  private readonly width: i32;
  private list: ThreadList;
  private other: ThreadList;
  /** When each instruction was last reached. */
  private readonly reached: StaticArray<u32>;
  private stamp: u32 = 0;
  private readonly stack: StaticArray<i32>;
  private readonly current: StaticArray<i32>;
  /** Whether matches begin at the beginning of the text only. */
  private readonly isAnchored: bool;

  constructor(private readonly program: RegexProgram) {
    const count = program.count;
    const width = (program.groups + 1) << 1;
    this.width = width;
    this.found = new StaticArray<i32>(width);
    this.current = new StaticArray<i32>(width);
    this.list = new ThreadList(count, width);
    this.other = new ThreadList(count, width);
    this.reached = new StaticArray<u32>(count);
    this.isAnchored = isAnchored(program);
    // Each instruction puts two entries there at most, of two words.
    this.stack = new StaticArray<i32>((count + 1) << 2);
  }

  /** Finds the first match from a position on; false where there is none. */
  find(text: usize, size: i32, from: i32): bool {
    let isFound = false;
    let list = this.list;
    let other = this.other;
    const width = this.width;
    const current = this.current;
    list.count = 0;
    this.begin();
    let before = from > 0 ? <i32>load<u8>(text + from - 1) : -1;
    let after = from < size ? <i32>load<u8>(text + from) : -1;
    for (let at = from; ; at++) {
      if (!isFound && (at == 0 || !this.isAnchored)) {
        for (let i = 0; i < width; i++) unchecked((current[i] = -1));
        this.add(list, this.program.start, at, before, after);
      }
      if (list.count == 0 && (isFound || this.isAnchored)) break;
      const next = at + 1 < size ? <i32>load<u8>(text + at + 1) : -1;
      other.count = 0;
      this.begin();
      for (let i = 0; i < list.count; i++) {
        const step =
          this.program.steps + ((<usize>unchecked(list.steps[i])) << STEP_BITS);
        const word = load<u32>(step);
        const kept = changetype<usize>(list.kept) + ((<usize>(i * width)) << 2);
        if ((word & 0xff) == Op.Match) {
          copy(changetype<usize>(this.found), kept, width);
          isFound = true;
          // Those after it count less.
          break;
        }
        copy(changetype<usize>(current), kept, width);
        this.add(other, load<u16>(step, 4), at + 1, after, next);
      }
      if (after < 0) break;
      const old = list;
      list = other;
      other = old;
      before = after;
      after = next;
    }
    return isFound;
  }

  /** Begins a list. */
  private begin(): void {
    if (++this.stamp != 0) return;
    this.stamp = 1;
    this.reached.fill(0);
  }

  /** Adds a thread, and all that it leads to without a byte, which take the byte that follows. */
  private add(
    list: ThreadList,
    first: i32,
    at: i32,
    before: i32,
    byte: i32,
  ): void {
    const stack = this.stack;
    const current = this.current;
    const reached = this.reached;
    const stamp = this.stamp;
    const steps = this.program.steps;
    let top = 0;
    let next = first;
    while (true) {
      if (unchecked(reached[next]) != stamp) {
        unchecked((reached[next] = stamp));
        const step = steps + ((<usize>next) << STEP_BITS);
        const word = load<u32>(step);
        const out = <i32>load<u16>(step, 4);
        const argument = <i32>load<u16>(step, 6);
        switch (word & 0xff) {
          case Op.Fork:
            unchecked((stack[top++] = argument));
            next = out;
            continue;
          case Op.Keep:
            unchecked((stack[top++] = unchecked(current[argument])));
            unchecked((stack[top++] = RESTORE | argument));
            unchecked((current[argument] = at));
            next = out;
            continue;
          case Op.Look:
            if ((looksBetween(before, byte) & ((word >> 8) & 0xff)) == 0) break;
            next = out;
            continue;
          case Op.Jump:
            next = out;
            continue;
          case Op.Byte:
            if (byte < <i32>((word >> 8) & 0xff)) break;
            if (byte > <i32>((word >> 16) & 0xff)) break;
            this.put(list, next);
            break;
          case Op.Match:
            this.put(list, next);
        }
      }
      // Goes back to the last fork, and has the positions as they were there.
      while (true) {
        if (top == 0) return;
        const entry = unchecked(stack[--top]);
        if ((entry & RESTORE) == 0) {
          next = entry;
          break;
        }
        unchecked((current[entry & ~RESTORE] = unchecked(stack[--top])));
      }
    }
  }

  /** Puts a thread at an instruction into a list, with the positions that it has kept. */
  private put(list: ThreadList, step: i32): void {
    const width = this.width;
    const index = list.count++;
    unchecked((list.steps[index] = step));
    copy(
      changetype<usize>(list.kept) + ((<usize>(index * width)) << 2),
      changetype<usize>(this.current),
      width,
    );
  }
}

/** Tells whether a program asks for the beginning of the text before all else. */
function isAnchored(program: RegexProgram): bool {
  let next = program.start;
  while (true) {
    const step = program.steps + ((<usize>next) << STEP_BITS);
    const word = load<u32>(step);
    const op = word & 0xff;
    if (op == Op.Look) return ((word >> 8) & 0xff) == Look.BeginText;
    if (op != Op.Keep && op != Op.Jump) return false;
    next = load<u16>(step, 4);
  }
}

/** Copies positions, of which there is an even number, and most often few. */
function copy(to: usize, from: usize, count: i32): void {
  for (let left = count; left > 0; left -= 2) {
    store<u64>(to, load<u64>(from));
    to += 8;
    from += 8;
  }
}
