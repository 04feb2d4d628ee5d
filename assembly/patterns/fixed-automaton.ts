import { SetRun, TextRun } from "./text-run";

/**
 * A table of states that the transform has made; `transform/patterns/table.js` writes it.
 *
 * It begins with numbers of 2 bytes each: the row of the first state, the last special row,
 * the class of the end, and how many classes there are; then in 4 bytes where the numbers
 * of patterns are. For each byte its class follows, and then the rows. Row 0 is left by
 * nothing; the other special rows say that a pattern has matched.
 */
const LAST_SPECIAL: usize = 2;
const END: usize = 4;
const WIDTH: usize = 6;
const LISTS: usize = 8;
const CLASSES: usize = 12;
const ROWS: usize = CLASSES + 256;

const BEYOND_ASCII: i32 = -1;

/** Tells whether a text matches, by such a table, whose second row accepts. */
@final
export class FixedAutomaton extends TextRun {
  constructor(private readonly table: usize) {
    super();
  }

  test(text: usize, size: usize): bool {
    return this.testUnits<u8>(text, text + size) != 0;
  }

  testText(text: string): bool {
    const start = changetype<usize>(text);
    const end = start + ((<usize>text.length) << 1);
    const found = this.testUnits<u16>(start, end);
    return found == BEYOND_ASCII ? super.testText(text) : found != 0;
  }

  /** Goes over bytes, or over a text up to what is not ASCII, which has to be in UTF-8. */
  private testUnits<U>(start: usize, end: usize): i32 {
    const table = this.table;
    const accepting = load<u16>(table, LAST_SPECIAL);
    let row = load<u16>(table);
    if (row <= accepting) return i32(row != 0);
    for (let at = start; at < end; at += sizeof<U>()) {
      const unit = <usize>load<U>(at);
      if (sizeof<U>() > 1 && unit > 0x7f) return BEYOND_ASCII;
      const wanted = load<u8>(table + unit, CLASSES);
      row = load<u16>(table + ((<usize>row + wanted) << 1), ROWS);
      if (row <= accepting) return i32(row != 0);
    }
    const last = <usize>row + load<u16>(table, END);
    return i32(load<u16>(table + (last << 1), ROWS) != 0);
  }
}

/** Finds which patterns a text matches, by such a table. */
@final
export class FixedSet extends SetRun {
  constructor(private readonly table: usize) {
    super();
  }

  run(text: usize, size: usize, found: StaticArray<bool>): i32 {
    return this.runUnits<u8>(text, text + size, found);
  }

  runText(text: string, found: StaticArray<bool>): i32 {
    const start = changetype<usize>(text);
    const end = start + ((<usize>text.length) << 1);
    const first = this.runUnits<u16>(start, end, found);
    return first == BEYOND_ASCII ? super.runText(text, found) : first;
  }

  /** As `testUnits`; returns the first pattern that was found. */
  private runUnits<U>(start: usize, end: usize, found: StaticArray<bool>): i32 {
    const table = this.table;
    const special = load<u16>(table, LAST_SPECIAL);
    let first = i32.MAX_VALUE;
    let row = load<u16>(table);
    for (let at = start; at < end; at += sizeof<U>()) {
      const unit = <usize>load<U>(at);
      if (sizeof<U>() > 1 && unit > 0x7f) return BEYOND_ASCII;
      const wanted = load<u8>(table + unit, CLASSES);
      row = load<u16>(table + ((<usize>row + wanted) << 1), ROWS);
      if (row > special) continue;
      if (row == 0) return first;
      first = min(first, this.note(row, found));
    }
    const last = <usize>row + load<u16>(table, END);
    row = load<u16>(table + (last << 1), ROWS);
    return row == 0 ? first : min(first, this.note(row, found));
  }

  private note(row: u32, found: StaticArray<bool>): i32 {
    const lists = this.table + load<u32>(this.table, LISTS);
    // Each special row has where its list begins, and ends where the next one does.
    const at = lists + ((<usize>(row / load<u16>(this.table, WIDTH))) << 1);
    const from = lists + load<u16>(at - 2);
    const to = lists + load<u16>(at);
    for (let each = from; each < to; each += 2) {
      unchecked((found[load<u16>(each)] = true));
    }
    return load<u16>(from);
  }
}
