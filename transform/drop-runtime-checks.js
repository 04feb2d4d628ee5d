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
  const debug = commonConstant(program, "DEBUG");
  // Its neighbour is `false`: a literal of the compiler's own needs no other copy
  // of the compiler to make one.
  const off = commonConstant(program, "TRACE");
  if (debug && off) debug.initializer = off.initializer;
}

/**
 * Returns the declaration of a constant of `rt/common.ts`.
 *
 * @param {import("assemblyscript").Program} program
 * @param {string} name
 */
function commonConstant(program, name) {
  const file = program.filesByName.get("~lib/rt/common");
  const declaration = file?.exports?.get(name)?.declaration;
  return /** @type {import("assemblyscript").VariableDeclaration | undefined} */ (
    declaration
  );
}
