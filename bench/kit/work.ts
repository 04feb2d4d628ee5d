/**
 * What `npm run bench:kit` measures: one row of a page's table.
 *
 * A work runs in a module by the name of its export, `name(times)`, which does it so often
 * with the input that `room(size)` has made room for, and returns a number that says what
 * came out: the same in each module. `node` does it once.
 */
export interface Work {
  /** The name of the export, and of the row. */
  name: string;
  input: Uint8Array;
  /** What the row calls the input, such as `300 bytes`. */
  of: string;
  /** What Node has for it; undefined where it has nothing. */
  node?: (input: Buffer) => unknown;
  /** The rust peer's export; undefined where there is none. */
  rust?: string;
  /** The names that `uses` imports. */
  imports?: string[];
  /** A statement whose bytes beyond the example `blank` the row has. */
  uses?: string;
}

/** The works of one page of docs/kit. */
export interface Theme {
  name: string;
  /** The module of the works, by its path from the root. */
  filter: string;
  works: Work[];
}
