/**
 * Switches off what the compiler's memory manager checks about itself at every
 * allocation, `DEBUG` in its `rt/common.ts`, in builds that are optimized. The
 * checks find faults of the manager or of who frees memory twice, never one of a
 * filter's logic: `assert` and `throw` in a filter stay. They are a tenth of a
 * small module, and are run for every object that a request makes.
 */
export function dropRuntimeChecks(program) {
  const { optimizeLevelHint, shrinkLevelHint } = program.options;
  if (optimizeLevelHint === 0 && shrinkLevelHint === 0) return;
  const common = program.filesByName.get("~lib/rt/common")?.exports;
  const debug = common?.get("DEBUG");
  // Its neighbour is `false`: a literal of the compiler's own needs no other copy
  // of the compiler to make one.
  const off = common?.get("TRACE");
  if (debug && off) debug.declaration.initializer = off.declaration.initializer;
}
