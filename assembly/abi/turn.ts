/**
 * A turn is one entry of the host into the module: a callback, with all that it
 * calls. Between turns nothing on the Wasm stack refers to an object, so that is
 * when the `minimal` runtime may collect.
 */

// The values of ASC_RUNTIME, as in the compiler's `shared/runtime`.
const STUB = 0;
const MINIMAL = 1;

/** Collections are at least this many turns apart. */
const MIN_BUDGET: u32 = 256;
const MAX_BUDGET: u32 = 8192;

let depth: u32 = 0;
let turns: u32 = 0;
let budget: u32 = MAX_BUDGET;
let pages: i32 = memory.size();

/** Begins a turn. */
export function enter(): void {
  depth++;
}

/** Ends a turn; `live` is how many contexts a collection would have to visit. */
export function leave(live: u32): void {
  if (--depth != 0) return;
  if (ASC_RUNTIME == STUB) {
    ERROR(
      "The stub runtime never frees memory, and a filter runs for months: remove `runtime` from asconfig.json.",
    );
  }
  if (ASC_RUNTIME == MINIMAL) {
    if (++turns >= budget || memory.size() > pages) collect(live);
  }
}

/** Tells whether the host has entered: false while module-scope code runs. */
export function isInTurn(): bool {
  return depth > 0;
}

function collect(live: u32): void {
  // Memory that grew before the budget was used up: collect sooner from now on,
  // but never so often that a collection costs more than the turns it serves.
  if (memory.size() > pages) budget = max(max(turns >> 1, live), MIN_BUDGET);
  turns = 0;
  __collect();
  pages = memory.size();
}
