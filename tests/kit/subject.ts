import type { Random } from "../fuzz/random.ts";
import type { KitModule } from "./kit-module.ts";

/**
 * Something of the kit that reads what it did not write, and what may be wrong with it.
 *
 * Its module is compiled from `tests/kit/filters/<theme>.ts`. That has `room`, `place` and
 * a function for each subject, which reads the input and returns how many bytes it has
 * written to `place`, -1 for `null`.
 */
export interface Subject {
  /** The name of the export. */
  name: string;
  /** The name of the module's file, without its extension. */
  theme: string;
  /** Makes an input: at random, or a right one that was changed. */
  input: (random: Random) => Uint8Array;
  /**
   * Says what is wrong with what came out, undefined for `null`; a trap is always wrong. The
   * module may be asked for more, as to read what it has written.
   */
  fault?: (
    output: Buffer | undefined,
    input: Buffer,
    module: KitModule,
  ) => string | undefined;
}
