/**
 * The functions of WASI preview 1 that the SDK uses.
 *
 * The compiler takes the name of this file as the import module. Each answers
 * with a WASI errno, 0 for success.
 */

/** Writes the time of a clock (0 realtime, 1 monotonic) in nanoseconds. */
export declare function clock_time_get(
  clock: i32,
  precision: i64,
  outTime: usize,
): i32;

/** Fills memory with random bytes, at most 64 KiB a call in Envoy. */
export declare function random_get(target: usize, size: usize): i32;

/** Writes the number of environment variables and the bytes that they take. */
export declare function environ_sizes_get(outCount: usize, outSize: usize): i32;

/** Writes an address for each variable, and the `NAME=value` texts, each with a NUL. */
export declare function environ_get(environ: usize, texts: usize): i32;
