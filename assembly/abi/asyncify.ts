/**
 * What Binaryen's pass `asyncify` takes the place of, which the transform runs over
 * functions that wait (`transform/module/unwind-waits.js`); no import is left in a module.
 *
 * `data` is the address of two words: where the next frame is saved, and where the
 * memory for frames ends.
 *
 * Source: https://github.com/WebAssembly/binaryen/blob/main/src/passes/Asyncify.cpp
 */

/** Has all functions up to the script's first one save their frames and return. */
export declare function start_unwind(data: usize): void;

/** Ends that: functions run again. */
export declare function stop_unwind(): void;

/** Has functions take their frames back, and go on to the call that waited. */
export declare function start_rewind(data: usize): void;

/** Ends that, in the call that waited. */
export declare function stop_rewind(): void;
