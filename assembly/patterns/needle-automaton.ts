import { NeedleTrie } from "./needle-trie";
import { RareBytes } from "./rare-bytes";

/** How many bytes all needles together may have. */
const MAX_SIZE: i32 = 1 << 20;
/** How many entries the table of the states near the beginning may have. */
const MAX_ENTRIES: i32 = 1 << 16;

/** An entry that is not where the next state's row is. */
export const SPECIAL: u32 = 0x8000_0000;
/** The next state has no row: its number is in the other bits. */
export const ROWLESS: u32 = 0xc000_0000;
/** No needle goes on so: the one that was found counts. */
export const DEAD: u32 = 0xffff_ffff;

/** What a search for needles looks up: states near the beginning have a row of a table. */
@final
export class NeedleAutomaton {
  /** For each byte its class. */
  readonly classes: StaticArray<u8>;
  /** For each state that has a row, and each class, an entry. */
  readonly table: StaticArray<u32>;
  readonly trie: NeedleTrie;
  readonly rare: RareBytes;
  /** How many classes there are. */
  readonly width: i32;
  /** How many states have a row. */
  readonly rows: i32;

  constructor(needles: Uint8Array[], ignoreCase: bool) {
    let size = 0;
    for (let i = 0; i < needles.length; i++) {
      size += needles[i].length;
      if (size > MAX_SIZE) {
        throw new Error("Cannot look for needles: they have more than 1 MiB");
      }
    }
    const classes = new StaticArray<u8>(256);
    const width = classify(needles, ignoreCase, classes);
    const trie = new NeedleTrie(needles, size, classes);
    const rows = min(trie.count, max(1, MAX_ENTRIES / width));
    this.classes = classes;
    this.width = width;
    this.trie = trie;
    this.rows = rows;
    this.rare = new RareBytes(needles, ignoreCase);
    this.table = new StaticArray<u32>(rows * width);
    for (let state = 0; state < rows; state++) this.fillRow(state);
  }

  /** Returns the number of a state by its entry. */
  stateOf(entry: u32): i32 {
    return (entry & SPECIAL) == 0
      ? (entry >> 2) / this.width
      : entry & ~ROWLESS;
  }

  /** Returns the entry for a state that has no row. */
  step(entry: u32, wanted: i32): u32 {
    const trie = this.trie;
    let state: i32 = entry & ~ROWLESS;
    while (state >= this.rows) {
      const child = trie.goOn(state, wanted);
      if (child > 0) return this.entryOf(child);
      state = trie.fallback(state);
      if (state < 0) return DEAD;
    }
    return unchecked(this.table[state * this.width + wanted]);
  }

  private entryOf(state: i32): u32 {
    if (this.trie.isLeaf(state)) return SPECIAL | state;
    return state < this.rows ? (state * this.width) << 2 : ROWLESS | state;
  }

  private fillRow(state: i32): void {
    const table = this.table;
    const trie = this.trie;
    const width = this.width;
    const row = state * width;
    // Where no child fits, it goes on as the state that it falls back to.
    const fallback = trie.fallback(state);
    for (let each = 0; each < width; each++) {
      let entry: u32 = 0;
      if (fallback < 0) entry = DEAD;
      else if (state != 0) entry = unchecked(table[fallback * width + each]);
      unchecked((table[row + each] = entry));
    }
    for (let child = trie.child(state); child > 0;) {
      unchecked((table[row + trie.classOf(child)] = this.entryOf(child)));
      child = trie.sibling(child);
    }
  }
}

/** Gives each byte of the needles a class; returns how many classes there are. */
function classify(
  needles: Uint8Array[],
  ignoreCase: bool,
  classes: StaticArray<u8>,
): i32 {
  for (let i = 0; i < needles.length; i++) {
    const needle = needles[i];
    for (let at = 0; at < needle.length; at++) {
      const byte = unchecked(needle[at]);
      unchecked((classes[byte] = 1));
      if (ignoreCase && isLetter(byte)) unchecked((classes[byte ^ 0x20] = 1));
    }
  }
  let used = 0;
  for (let byte = 0; byte < 256; byte++) used += unchecked(classes[byte]);
  // The class of bytes in no needle is 0, where there are any.
  let next = used < 256 ? 1 : 0;
  for (let byte = 0; byte < 256; byte++) {
    if (unchecked(classes[byte]) == 0) continue;
    const isLower = ignoreCase && isLetter(<u8>byte) && byte >= 0x61;
    const known = isLower ? <i32>unchecked(classes[byte ^ 0x20]) : next++;
    unchecked((classes[byte] = <u8>known));
  }
  return next;
}

function isLetter(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26;
}
