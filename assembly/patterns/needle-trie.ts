/** Where the fields of a state are, among its words. */
const CHILD: i32 = 0;
const SIBLING: i32 = 1;
const FALLBACK: i32 = 2;
const DEPTH: i32 = 3;
const FOUND: i32 = 4;
const FOUND_AT: i32 = 5;
const NEEDLE: i32 = 6;
const CLASS: i32 = 7;
const WORDS: i32 = 8;
const WORDS_BITS: i32 = 3;

const NONE: i32 = -1;

/**
 * The states of an automaton for needles: each stands for the beginning of a needle. They
 * are numbered by their depth, so that a state that is fallen back to has a lower number.
 *
 * A search is at the longest such beginning that the bytes before end with, unless a needle
 * was found that begins before it.
 */
@final
export class NeedleTrie {
  private readonly words: StaticArray<i32>;
  readonly count: i32;

  constructor(
    readonly needles: Uint8Array[],
    size: i32,
    classes: StaticArray<u8>,
  ) {
    const built = new StaticArray<i32>((size + 1) << WORDS_BITS);
    // While it is built, FOUND is the needle that ends at the state.
    built[FOUND] = NONE;
    let count = 1;
    for (let index = 0; index < needles.length; index++) {
      const needle = needles[index];
      let state = 0;
      for (let at = 0; at < needle.length; at++) {
        const wanted = <i32>unchecked(classes[unchecked(needle[at])]);
        let child = unchecked(built[(state << WORDS_BITS) + CHILD]);
        while (child != 0) {
          if (unchecked(built[(child << WORDS_BITS) + CLASS]) == wanted) break;
          child = unchecked(built[(child << WORDS_BITS) + SIBLING]);
        }
        if (child == 0) {
          child = count++;
          const record = child << WORDS_BITS;
          const parent = (state << WORDS_BITS) + CHILD;
          unchecked((built[record + SIBLING] = built[parent]));
          unchecked((built[record + DEPTH] = at + 1));
          unchecked((built[record + FOUND] = NONE));
          unchecked((built[record + NEEDLE] = index));
          unchecked((built[record + CLASS] = wanted));
          unchecked((built[parent] = child));
        }
        state = child;
      }
      const end = (state << WORDS_BITS) + FOUND;
      // The first of two that are alike.
      if (state != 0 && built[end] == NONE) built[end] = index;
    }
    this.count = count;
    this.words = byDepth(built, count);
    this.link();
  }

  child(state: i32): i32 {
    return this.word(state, CHILD);
  }

  sibling(state: i32): i32 {
    return this.word(state, SIBLING);
  }

  /** The state to go on from where no child fits; negative where what was found counts then. */
  fallback(state: i32): i32 {
    return this.word(state, FALLBACK);
  }

  /** How many bytes the beginning has. */
  depth(state: i32): i32 {
    return this.word(state, DEPTH);
  }

  /** The needle that was found within the beginning; negative where there is none. */
  found(state: i32): i32 {
    return this.word(state, FOUND);
  }

  /** Where that needle begins, from where the beginning does. */
  foundAt(state: i32): i32 {
    return this.word(state, FOUND_AT);
  }

  /** A needle that has the beginning. */
  needleOf(state: i32): Uint8Array {
    return unchecked(this.needles[this.word(state, NEEDLE)]);
  }

  classOf(state: i32): i32 {
    return this.word(state, CLASS);
  }

  /** Tells whether a needle has ended, and no longer one goes on. */
  isLeaf(state: i32): bool {
    return this.word(state, CHILD) == 0 && state != 0;
  }

  private word(state: i32, field: i32): i32 {
    return unchecked(this.words[(state << WORDS_BITS) + field]);
  }

  private set(state: i32, field: i32, value: i32): void {
    unchecked((this.words[(state << WORDS_BITS) + field] = value));
  }

  /** Finds for each state what it falls back to, and what was found there. */
  private link(): void {
    this.set(0, FOUND, NONE);
    // The longest other beginning that a state ends with, and the longest needle.
    const suffixes = new StaticArray<i32>(this.count);
    const ends = new StaticArray<i32>(this.count);
    unchecked((ends[0] = NONE));
    for (let state = 0; state < this.count; state++) {
      for (let child = this.child(state); child > 0;) {
        this.linkChild(state, child, suffixes, ends);
        child = this.sibling(child);
      }
    }
  }

  private linkChild(
    state: i32,
    child: i32,
    suffixes: StaticArray<i32>,
    ends: StaticArray<i32>,
  ): void {
    const depth = this.depth(child);
    let suffix = 0;
    if (state != 0) {
      let from = unchecked(suffixes[state]);
      suffix = this.goOn(from, this.classOf(child));
      while (suffix == 0 && from != 0) {
        from = unchecked(suffixes[from]);
        suffix = this.goOn(from, this.classOf(child));
      }
    }
    unchecked((suffixes[child] = suffix));
    const own = this.found(child);
    const end = own >= 0 ? own : unchecked(ends[suffix]);
    unchecked((ends[child] = end));
    let found = this.found(state);
    let foundAt = this.foundAt(state);
    if (end >= 0) {
      const at = depth - unchecked(this.needles[end]).length;
      if (found < 0 || at <= foundAt) {
        found = end;
        foundAt = at;
      }
    }
    this.set(child, FOUND, found);
    this.set(child, FOUND_AT, foundAt);
    const skipped = depth - this.depth(suffix);
    const isLost = found >= 0 && skipped > foundAt;
    this.set(child, FALLBACK, isLost ? NONE : suffix);
  }

  /** Returns the child of a class; 0 where there is none. */
  goOn(state: i32, wanted: i32): i32 {
    let child = this.child(state);
    while (child > 0 && this.classOf(child) != wanted) {
      child = this.sibling(child);
    }
    return child;
  }
}

/** Returns the states in the order of their depth. */
function byDepth(built: StaticArray<i32>, count: i32): StaticArray<i32> {
  const sorted = new StaticArray<i32>(count << WORDS_BITS);
  // Each state's old number, and where it is in the order.
  const olds = new StaticArray<i32>(count);
  const news = new StaticArray<i32>(count);
  let end = 1;
  for (let i = 0; i < count; i++) {
    let child = built[(olds[i] << WORDS_BITS) + CHILD];
    while (child != 0) {
      olds[end] = child;
      news[child] = end++;
      child = built[(child << WORDS_BITS) + SIBLING];
    }
  }
  for (let i = 0; i < count; i++) {
    const from = olds[i] << WORDS_BITS;
    const to = i << WORDS_BITS;
    for (let field = 0; field < WORDS; field++) {
      const value = built[from + field];
      sorted[to + field] = field <= SIBLING ? news[value] : value;
    }
  }
  return sorted;
}
