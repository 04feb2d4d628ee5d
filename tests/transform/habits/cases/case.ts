/** Something that a TypeScript developer writes, as a whole filter or as a part of one. */
export interface HabitCase {
  /** What it is, in a few words; no two cases have the same. */
  name: string;
  /** Statements of `onRequestHeaders`. */
  body?: string;
  /** Members of the class, next to `onRequestHeaders` or in its place. */
  members?: string;
  /** Statements of the file, before the class. */
  top?: string;
  /** Whether it is a plain mistake, which the compiler names well enough. */
  isMistake?: boolean;
}
