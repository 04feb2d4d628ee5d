import { isWordByte, looksBetween } from "./look-at";
import { Look } from "./regex-node";
import { Op, RegexProgram, STEP_BITS } from "./regex-program";
import { SetRun, TextRun } from "./text-run";

/** How many states are kept; then all are forgotten. */
const MAX_STATES: i32 = 256;
/** How many instructions all states may have, if the program is small. */
const MIN_STEPS: i32 = 1 << 13;
/** The places of a table that finds states by what they have: twice as many. */
const PLACES: i32 = MAX_STATES << 1;

const UNKNOWN: i32 = 0;
/** A row that is left by nothing, and one that accepts. */
const DEAD: i32 = 1;
const ACCEPTING: i32 = 2;
const FIRST: i32 = 3;

/** A row whose state has matched, and what says so among its instructions. */
const MATCHED: i32 = 0x8000;

/**
 * States that are made when a text first needs them, up to a limit. A state is the set of
 * instructions that come next, with what is before: of that, what the program asks for.
 */
@final
class LazyStates {
  readonly classes: StaticArray<u8>;
  /** A byte of each class; for the end, which is the last, there is none. */
  private readonly samples: StaticArray<i32>;
  private readonly width: i32;
  /** A row has as many entries as this shift makes of 1. */
  readonly shift: i32;
  readonly rows: StaticArray<u16>;
  /** Where each state's instructions are; a list of its own after the others. */
  private readonly froms: StaticArray<i32> = new StaticArray<i32>(
    MAX_STATES + 1,
  );
  private readonly befores: StaticArray<i16> = new StaticArray<i16>(MAX_STATES);
  private readonly steps: StaticArray<u16>;
  private readonly places: StaticArray<u16> = new StaticArray<u16>(PLACES);
  private count: i32 = 0;
  /** How often all were forgotten. */
  private forgotten: i32 = 0;
  private readonly reached: StaticArray<u32>;
  private stamp: u32 = 0;
  private readonly stack: StaticArray<u16>;
  private readonly closure: StaticArray<u16>;
  private readonly made: StaticArray<u16>;
  /** The bits of all places that the program asks for. */
  private readonly looks: i32;
  /** Whether a match may begin where the text does not. */
  private isOpen: bool = false;

  constructor(
    private readonly program: RegexProgram,
    /** Whether all patterns that match count, and not the first to do so. */
    private readonly isSet: bool,
  ) {
    const count = program.count;
    this.reached = new StaticArray<u32>(count);
    this.stack = new StaticArray<u16>(count + 1);
    this.closure = new StaticArray<u16>(count);
    this.made = new StaticArray<u16>(count + 1);
    this.steps = new StaticArray<u16>(max(MIN_STEPS, count << 2));
    const looks = looksOf(program);
    const classes = new StaticArray<u8>(256);
    const samples = new StaticArray<i32>(257);
    const width = classify(program, looks, classes, samples);
    this.looks = looks;
    this.classes = classes;
    this.samples = samples;
    this.width = width;
    const shift = 32 - clz(width - 1);
    this.shift = shift;
    this.rows = new StaticArray<u16>(MAX_STATES << shift);
    this.begin();
    this.isOpen = this.close(program.start, 0xff & ~Look.BeginText, 0) > 0;
    this.forget();
  }

  /** The state where a text begins. */
  start(): i32 {
    unchecked((this.made[0] = <u16>this.program.start));
    return this.stateOf(1, -1);
  }

  /** Returns the state after a byte. */
  next(state: i32, byte: u8): i32 {
    return this.nextOf(state, unchecked(this.classes[byte]));
  }

  /** Returns the state after the end of the text. */
  end(state: i32): i32 {
    return this.nextOf(state, this.width - 1);
  }

  /** Notes which patterns a state says have matched; returns the first of them. */
  note(state: i32, found: StaticArray<bool>): i32 {
    let first = i32.MAX_VALUE;
    const to = unchecked(this.froms[(state & ~MATCHED) + 1]);
    for (let i = unchecked(this.froms[state & ~MATCHED]); i < to; i++) {
      const step = <i32>unchecked(this.steps[i]);
      if ((step & MATCHED) == 0) continue;
      const pattern = step & ~MATCHED;
      unchecked((found[pattern] = true));
      first = min(first, pattern);
    }
    return first;
  }

  private nextOf(state: i32, wanted: i32): i32 {
    const row = ((state & ~MATCHED) << this.shift) + wanted;
    const next = <i32>unchecked(this.rows[row]);
    return next == UNKNOWN ? this.make(state & ~MATCHED, wanted) : next;
  }

  private forget(): void {
    this.forgotten++;
    this.count = FIRST;
    this.rows.fill(0);
    this.places.fill(0);
    unchecked((this.froms[FIRST] = 0));
  }

  /** Makes the state after a state and a class. */
  private make(state: i32, wanted: i32): i32 {
    const byte = unchecked(this.samples[wanted]);
    const looks = looksBetween(<i32>unchecked(this.befores[state]), byte);
    const to = unchecked(this.froms[state + 1]);
    this.begin();
    let size = 0;
    for (let i = unchecked(this.froms[state]); i < to; i++) {
      const step = <i32>unchecked(this.steps[i]);
      if (step < MATCHED) size = this.close(step, looks, size);
    }
    const forgotten = this.forgotten;
    const next = this.follow(size, byte);
    // Where all states were forgotten, the row may be another one's.
    if (forgotten == this.forgotten) {
      unchecked((this.rows[(state << this.shift) + wanted] = <u16>next));
    }
    return next;
  }

  /** Returns the state after a byte, of the instructions in `closure`. */
  private follow(size: i32, byte: i32): i32 {
    let made = 0;
    for (let i = 0; i < size; i++) {
      const at = <i32>unchecked(this.closure[i]);
      const step = this.program.steps + ((<usize>at) << STEP_BITS);
      const word = load<u32>(step);
      if ((word & 0xff) != Op.Match) continue;
      if (!this.isSet) return ACCEPTING;
      unchecked((this.made[made++] = <u16>(MATCHED | load<u16>(step, 6))));
    }
    const matched = made;
    this.begin();
    for (let i = 0; i < size && byte >= 0; i++) {
      const at = <i32>unchecked(this.closure[i]);
      const step = this.program.steps + ((<usize>at) << STEP_BITS);
      const word = load<u32>(step);
      if ((word & 0xff) != Op.Byte) continue;
      if (byte < <i32>((word >> 8) & 0xff)) continue;
      if (byte > <i32>((word >> 16) & 0xff)) continue;
      made = this.reach(load<u16>(step, 4), made);
    }
    if (this.isOpen && byte >= 0) made = this.reach(this.program.start, made);
    if (made == 0) return DEAD;
    const state = this.stateOf(made, byte);
    return matched > 0 ? MATCHED | state : state;
  }

  /** Adds an instruction to `made`, if it is new there; returns the size. */
  private reach(step: i32, made: i32): i32 {
    if (unchecked(this.reached[step]) == this.stamp) return made;
    unchecked((this.reached[step] = this.stamp));
    unchecked((this.made[made] = <u16>step));
    return made + 1;
  }

  /** Returns the state of `made`, after a byte; makes it where there is none. */
  private stateOf(size: i32, byte: i32): i32 {
    const before = this.kindOf(byte);
    let hash = <u32>before;
    for (let i = 0; i < size; i++) {
      hash = (hash ^ unchecked(this.made[i])) * 0x01000193;
    }
    let place = (hash ^ (hash >> 15)) & (PLACES - 1);
    while (true) {
      const state = <i32>unchecked(this.places[place]);
      if (state == 0) break;
      if (this.isState(state, size, before)) return state;
      place = (place + 1) & (PLACES - 1);
    }
    const isFull =
      this.count == MAX_STATES ||
      unchecked(this.froms[this.count]) + size > this.steps.length;
    if (isFull) {
      this.forget();
      place = (hash ^ (hash >> 15)) & (PLACES - 1);
    }
    const state = this.count++;
    const from = unchecked(this.froms[state]);
    for (let i = 0; i < size; i++) {
      unchecked((this.steps[from + i] = unchecked(this.made[i])));
    }
    unchecked((this.froms[state + 1] = from + size));
    unchecked((this.befores[state] = <i16>before));
    unchecked((this.places[place] = <u16>state));
    return state;
  }

  private isState(state: i32, size: i32, before: i32): bool {
    const from = unchecked(this.froms[state]);
    if (unchecked(this.froms[state + 1]) - from != size) return false;
    if (<i32>unchecked(this.befores[state]) != before) return false;
    for (let i = 0; i < size; i++) {
      if (unchecked(this.steps[from + i]) != unchecked(this.made[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns one byte for all that the program takes for the same where they are before. */
  private kindOf(byte: i32): i32 {
    if (byte < 0) return byte;
    if ((this.looks & Look.BeginLine) != 0 && byte == 0x0a) return 0x0a;
    const asksWord = (this.looks & (Look.Word | Look.NoWord)) != 0;
    return asksWord && isWordByte(byte) ? 0x61 : 0;
  }

  private begin(): void {
    if (++this.stamp != 0) return;
    this.stamp = 1;
    this.reached.fill(0);
  }

  /** Adds to `closure` what an instruction leads to without a byte; returns its size. */
  private close(first: i32, looks: i32, size: i32): i32 {
    const closure = this.closure;
    const reached = this.reached;
    const stack = this.stack;
    const stamp = this.stamp;
    const steps = this.program.steps;
    let end = size;
    let top = 1;
    unchecked((stack[0] = <u16>first));
    while (top > 0) {
      let next = <i32>unchecked(stack[--top]);
      while (unchecked(reached[next]) != stamp) {
        unchecked((reached[next] = stamp));
        const step = steps + ((<usize>next) << STEP_BITS);
        const word = load<u32>(step);
        const op = word & 0xff;
        if (op == Op.Byte || op == Op.Match) {
          unchecked((closure[end++] = <u16>next));
          break;
        }
        if (op == Op.Fail) break;
        if (op == Op.Look && (looks & ((word >> 8) & 0xff)) == 0) break;
        if (op == Op.Fork) unchecked((stack[top++] = load<u16>(step, 6)));
        next = load<u16>(step, 4);
      }
    }
    return end;
  }
}

/** Tells whether a text matches, by states that are made when they are needed. */
@final
export class LazyAutomaton extends TextRun {
  private readonly states: LazyStates;

  constructor(program: RegexProgram) {
    super();
    this.states = new LazyStates(program, false);
  }

  test(text: usize, size: usize): bool {
    const states = this.states;
    const classes = changetype<usize>(states.classes);
    const rows = changetype<usize>(states.rows);
    const shift = states.shift;
    let state = states.start();
    const end = text + size;
    for (let at = text; at < end; at++) {
      const wanted = <usize>load<u8>(classes + load<u8>(at));
      const row = (<usize>state) << shift;
      let next: i32 = load<u16>(rows + ((row + wanted) << 1));
      if (next < FIRST) {
        if (next == UNKNOWN) next = states.next(state, load<u8>(at));
        if (next < FIRST) return next == ACCEPTING;
      }
      state = next;
    }
    return states.end(state) == ACCEPTING;
  }
}

/** Finds which patterns a text matches, by such states. */
@final
export class LazySet extends SetRun {
  private readonly states: LazyStates;

  constructor(program: RegexProgram) {
    super();
    this.states = new LazyStates(program, true);
  }

  run(text: usize, size: usize, found: StaticArray<bool>): i32 {
    const states = this.states;
    let first = i32.MAX_VALUE;
    let state = states.start();
    const end = text + size;
    for (let at = text; at < end; at++) {
      state = states.next(state, load<u8>(at));
      if (state == DEAD) return first;
      if (state >= MATCHED) first = min(first, states.note(state, found));
    }
    state = states.end(state);
    return state >= MATCHED ? min(first, states.note(state, found)) : first;
  }
}

/** Returns the bits of all places that a program asks for. */
function looksOf(program: RegexProgram): i32 {
  let looks = 0;
  for (let i = 0; i < program.count; i++) {
    const word = load<u32>(program.steps + ((<usize>i) << STEP_BITS));
    if ((word & 0xff) == Op.Look) looks |= (word >> 8) & 0xff;
  }
  return looks;
}

/** Gives each byte a class; returns how many there are, with that of the end. */
function classify(
  program: RegexProgram,
  looks: i32,
  classes: StaticArray<u8>,
  samples: StaticArray<i32>,
): i32 {
  // Where a class begins.
  const cuts = new StaticArray<bool>(257);
  for (let i = 0; i < program.count; i++) {
    const word = load<u32>(program.steps + ((<usize>i) << STEP_BITS));
    if ((word & 0xff) != Op.Byte) continue;
    unchecked((cuts[(word >> 8) & 0xff] = true));
    unchecked((cuts[((word >> 16) & 0xff) + 1] = true));
  }
  if ((looks & (Look.BeginLine | Look.EndLine)) != 0) {
    unchecked((cuts[0x0a] = true));
    unchecked((cuts[0x0b] = true));
  }
  const asksWord = (looks & (Look.Word | Look.NoWord)) != 0;
  // The bytes within a character.
  unchecked((cuts[0x80] = cuts[0x80] || asksWord));
  unchecked((cuts[0xc0] = cuts[0xc0] || asksWord));
  let count = 0;
  for (let byte = 0; byte < 256; byte++) {
    const isCut =
      unchecked(cuts[byte]) ||
      (asksWord && isWordByte(byte) != isWordByte(byte - 1));
    if (byte > 0 && isCut) count++;
    unchecked((classes[byte] = <u8>count));
    unchecked((samples[count] = byte));
  }
  unchecked((samples[count + 1] = -1));
  return count + 2;
}
