/** How deep lists and objects may be nested unless a reader is told. */
export const DEPTH: i32 = 129;

/** How deep lists and objects may ever be nested. */
export const MAX_DEPTH: i32 = 1024;

/** For each 64 levels but the last ones, whether they are objects: a bit each. */
const LEVELS = memory.data(128, 8);

/** Whether levels are objects, a bit each; a class, as only methods can be `@inline`. */
export abstract class Levels {
  /** Keeps 64 levels aside before another one begins. */
  @inline
  static keep(open: i32, levels: u64): void {
    if ((open & 63) != 0 || open == 0) return;
    store<u64>(LEVELS + ((<usize>open) >> 3) - 8, levels);
  }

  /** Returns the 64 levels that were kept aside, or those that are left. */
  @inline
  static kept(open: i32, left: u64): u64 {
    if ((open & 63) != 0 || open == 0) return left;
    return load<u64>(LEVELS + ((<usize>open) >> 3) - 8);
  }
}
