/**
 * Makes a constant that is `true` in the sources `false`, so that the compiler
 * leaves out what depends on it. Does nothing where there is no such constant.
 *
 * @param {import("assemblyscript").Program} program
 * @param {string} path The file's, without its ending.
 * @param {string} name
 */
export function switchOff(program, path, name) {
  const constant = constantOf(program, path, name);
  // A literal of the compiler's own needs no other copy of the compiler to make
  // one: this constant of its runtime is `false`.
  const off = constantOf(program, "~lib/rt/common", "TRACE");
  if (constant && off) constant.initializer = off.initializer;
}

/**
 * Returns the declaration of an exported constant.
 *
 * @param {import("assemblyscript").Program} program
 * @param {string} path
 * @param {string} name
 */
function constantOf(program, path, name) {
  const file = program.filesByName.get(path);
  const declaration = file?.exports?.get(name)?.declaration;
  return /** @type {import("assemblyscript").VariableDeclaration | undefined} */ (
    declaration
  );
}
