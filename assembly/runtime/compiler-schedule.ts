/**
 * When the compiler's own collector runs, in builds without the transform. It tells
 * nobody how much was allocated, so callbacks are counted, and memory that grows brings
 * the next collection forward.
 */

/** Collect after this many callbacks … */
const CALLBACKS: u32 = 1024;

/** … or after this many, from the first time on that memory has grown before that. */
const CALLBACKS_AFTER_GROWTH: u32 = 256;

/** Callbacks since the last collection. */
let callbacks: u32 = 0;

/** After how many to collect. */
let limit: u32 = CALLBACKS;

/** The size of the memory after the last collection, in pages. */
let pages: u32 = 1;

/** Counts a callback that ends, and collects after enough of them. */
export function countCallback(): void {
  callbacks++;
  const hasGrown = <u32>memory.size() != pages;
  if (!hasGrown && callbacks < limit) return;
  if (hasGrown) limit = CALLBACKS_AFTER_GROWTH;
  callbacks = 0;
  __collect();
  pages = memory.size();
}
