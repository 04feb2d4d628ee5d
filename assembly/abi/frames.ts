import {
  start_rewind,
  start_unwind,
  stop_rewind,
  stop_unwind,
} from "./asyncify";

/**
 * Saves the frames of functions, and takes them back. A class, as only methods can be
 * `@inline`: the functions that call these must call `asyncify`'s own.
 */
@final
export class Frames {
  /** Has all functions of a script save their frames and return; see `asyncify.ts`. */
  @inline
  static save(data: usize): void {
    start_unwind(data);
  }

  /** Ends that. */
  @inline
  static endSave(): void {
    stop_unwind();
  }

  /** Has functions take their frames back, up to the one that has saved first. */
  @inline
  static restore(data: usize): void {
    start_rewind(data);
  }

  /** Ends that. */
  @inline
  static endRestore(): void {
    stop_rewind();
  }
}
