/** What goes through a text once and says whether a pattern matches. */
export abstract class TextRun {
  /** Tells whether a text matches anywhere. */
  abstract test(text: usize, size: usize): bool;
}

/** What goes through a text once and says which patterns match. */
export abstract class SetRun {
  /** Sets `found` for those that match, and returns the first; `i32.MAX_VALUE` for none. */
  abstract run(text: usize, size: usize, found: StaticArray<bool>): i32;
}
