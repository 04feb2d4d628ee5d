import { DEAD, NeedleAutomaton, ROWLESS } from "./needle-automaton";

/** After so many rare bytes it is known whether they are rare. */
const SAMPLE: u32 = 64;
/** How many bytes each of them must have saved. */
const WORTH: u32 = 16;

/**
 * A search for `Needles` in bytes that come in parts: `next` goes from one needle to the
 * next, wherever the parts are cut. It keeps a few numbers, and the last part, which must
 * not change before `next` has returned false.
 *
 * A needle counts once it is known that no longer one begins at its place, so it may be
 * found in a later part, or after `finish`. `held` says how many bytes at the end are not
 * decided yet: who replaces needles holds back so many.
 *
 * ```ts
 * const search = new Needles(["cat", "category"]).search();
 * search.feed(utf8Encode("a cat"));
 * log.info(`${search.next()}, ${search.held}`); // false, 3
 * search.feed(utf8Encode("ch"));
 * if (search.next()) log.info(`${search.start} to ${search.end}`); // -3 to 0
 * search.finish();
 * log.info(`${search.next()}`); // false
 * ```
 */
@final
export class NeedleSearch {
  /** The index of the needle that was found. */
  needle: i32 = -1;
  /** Where it begins, from the beginning of the last part: negative where in one before. */
  start: i32 = 0;
  /** Where it ends, as `start`. */
  end: i32 = 0;
  /** How many bytes there were before the last part. */
  offset: i64 = 0;

  private part: Uint8Array = new Uint8Array(0);
  /** Where the search goes on, as `start`. */
  private at: i32 = 0;
  private state: u32 = 0;
  /** A needle that has the bytes before the part which are searched again, up to `replayEnd`. */
  private replayed: Uint8Array | null = null;
  private replayEnd: i32 = 0;
  private isFinished: bool = false;
  private usesRare: bool;
  private rareCount: u32 = 0;
  private rareSaved: u32 = 0;

  /** `Needles.search` makes one. */
  constructor(private readonly automaton: NeedleAutomaton) {
    this.usesRare = automaton.rare.count > 0;
  }

  /** How many bytes at the end of what was fed may be the beginning of a needle. */
  get held(): i32 {
    return this.automaton.trie.depth(this.automaton.stateOf(this.state));
  }

  /** Takes the next part, once `next` has returned false. */
  feed(part: Uint8Array): void {
    this.offset += this.part.length;
    this.part = part;
    this.at = 0;
  }

  /** Says that no part follows. Positions count from the end then, so none is above 0. */
  finish(): void {
    this.feed(new Uint8Array(0));
    this.isFinished = true;
  }

  /** Begins a new search. */
  reset(): void {
    this.part = new Uint8Array(0);
    this.at = 0;
    this.state = 0;
    this.offset = 0;
    this.replayed = null;
    this.isFinished = false;
  }

  /** Goes to the next needle; false where no other is known in what was fed. */
  next(): bool {
    const replayed = this.replayed;
    if (replayed != null) {
      const zero = replayed.dataStart + this.replayEnd;
      if (this.run(zero, zero, usize.MAX_VALUE)) return true;
      this.replayed = null;
    }
    const part = this.part;
    const zero = part.dataStart;
    if (
      this.run(zero, zero + part.length, this.usesRare ? zero : usize.MAX_VALUE)
    ) {
      return true;
    }
    if (!this.isFinished || this.state == 0) return false;
    const trie = this.automaton.trie;
    if (trie.found(this.automaton.stateOf(this.state)) >= 0) {
      this.settle();
      return true;
    }
    this.state = 0;
    return false;
  }

  /**
   * Goes on up to `end`, where position 0 is `zero`; true where a needle was found. From
   * `rareFrom` on, rare bytes are looked for.
   */
  private run(zero: usize, end: usize, rareFrom: usize): bool {
    const automaton = this.automaton;
    const classes = changetype<usize>(automaton.classes);
    const table = changetype<usize>(automaton.table);
    let at = zero + <usize>this.at;
    let state = this.state;
    while (at < end) {
      if (state == 0 && at >= rareFrom) {
        const rare = automaton.rare.find(at, end);
        const next = max(at, rare - automaton.rare.reach);
        rareFrom = this.isRareWorth(next - at) ? rare + 1 : usize.MAX_VALUE;
        at = next;
        if (at >= end) break;
      }
      const wanted = <usize>load<u8>(classes + load<u8>(at));
      const entry =
        <i32>state >= 0
          ? load<u32>(table + state + (wanted << 2))
          : automaton.step(state, <i32>wanted);
      if (<i32>entry < 0) {
        if (entry == DEAD) {
          this.at = <i32>(at - zero);
          this.state = state;
          this.settle();
          return true;
        }
        if (entry < ROWLESS) {
          this.at = <i32>(at + 1 - zero);
          this.state = ROWLESS | entry;
          this.settle();
          return true;
        }
      }
      state = entry;
      at++;
    }
    this.at = <i32>(end - zero);
    this.state = state;
    return false;
  }

  /** Tells whether rare bytes are still to be looked for, after one of them. */
  private isRareWorth(saved: usize): bool {
    this.rareSaved += <u32>saved;
    if (++this.rareCount == SAMPLE) {
      this.usesRare = this.rareSaved >= SAMPLE * WORTH;
      this.rareCount = 0;
      this.rareSaved = 0;
    }
    return this.usesRare;
  }

  /** Takes the needle that was found, and has the search go on after it. */
  private settle(): void {
    const trie = this.automaton.trie;
    const state = this.automaton.stateOf(this.state);
    const first = this.at - trie.depth(state);
    const needle = trie.found(state);
    const start = first + trie.foundAt(state);
    const end = start + unchecked(trie.needles[needle]).length;
    // What follows the needle in parts before is known by the state.
    if (end < 0 && this.at >= 0) {
      this.replayed = trie.needleOf(state);
      this.replayEnd = -first;
    }
    this.needle = needle;
    this.start = start;
    this.end = end;
    this.at = end;
    this.state = 0;
  }
}
