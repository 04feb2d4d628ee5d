/**
 * How many of the host's calls into the module are open. They nest, as a host
 * function may call the module back before it returns: `closeDownstream` calls
 * `onDownstreamConnectionClose`.
 *
 * Where a filter allocates nothing and asks for no log level, nothing reads the depth,
 * and the transform drops what counts it (`transform/module/drop-collector.js`, which looks
 * for `isInCallback`): it stays 0, at which no context counts as active.
 */

/** The depth; static memory, as a global would cost a name. */
const DEPTH = memory.data(4, 4);

/** Returns how many entries are open. */
export function entryDepth(): u32 {
  return load<u32>(DEPTH);
}

/** Counts an entry that begins. */
export function raiseDepth(): void {
  store<u32>(DEPTH, entryDepth() + 1);
}

/** Counts an entry that ends; returns how many are still open. */
export function lowerDepth(): u32 {
  const depth = entryDepth() - 1;
  store<u32>(DEPTH, depth);
  return depth;
}

/** Tells whether the host has called: false while module-scope code runs. */
export function isInCallback(): bool {
  return entryDepth() > 0;
}
