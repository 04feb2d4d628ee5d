/** What as-pect gives every module: the import module has the name of this file. */

/** Records why the running test fails. */
export declare function abort(
  message: string | null,
  file: string | null,
  line: u32,
  column: u32,
): void;
