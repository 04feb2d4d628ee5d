/** What as-pect gives every module; the compiler takes the file's name, `env`. */

/** Takes down why an expectation of the running test does not hold. */
export declare function abort(
  message: string | null,
  file: string | null,
  line: u32,
  column: u32,
): void;
