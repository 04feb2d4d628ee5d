/**
 * How far a message of a stream is in a filter, which decides whether it may be
 * continued. Envoy 1.40 checks little of that. It crashes where a response that has not
 * begun is continued, and sends headers twice that are continued in their own callback,
 * or trailers that were not stopped.
 */

/** No callback of the message was called. */
export const NOT_BEGUN: u8 = 0;
/** The last callback let it go on. */
export const FLOWING: u8 = 1;
/** The last callback stopped it. */
export const STOPPED: u8 = 2;
/** It was continued in the callback that runs, or after the last one. */
export const CONTINUED: u8 = 3;
/** A response whose headers or trailers callback runs: what it returns counts. */
export const RETURNING: u8 = 4;
/** A response that a local one replaces, which has not begun. */
export const ANSWERED: u8 = 5;

/** Returns the phase of a message after a callback that returned `status`. */
export function phaseAfter(phase: u8, status: i32): u8 {
  if (phase == ANSWERED) return ANSWERED;
  return status == 0 || phase == CONTINUED ? FLOWING : STOPPED;
}
