import { switchOff } from "./constants.js";

/**
 * Switches off what the compiler's memory manager checks about itself at every
 * allocation, `DEBUG` in its `rt/common.ts`, in builds that are optimized. The
 * checks find faults of the manager or of who frees memory twice, never one of a
 * filter's logic: `assert` and `throw` in a filter stay. They are a tenth of a
 * small module, and are run for every object that a request makes.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropRuntimeChecks(program) {
  const { optimizeLevelHint, shrinkLevelHint } = program.options;
  if (optimizeLevelHint === 0 && shrinkLevelHint === 0) return;
  switchOff(program, "~lib/rt/common", "DEBUG");
}
