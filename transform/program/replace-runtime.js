import { replacesRuntime } from "../contract/check.js";
import { USE_SHADOW_STACK } from "../contract/compiler.js";
import { REPLACED, REPLACED_BODIES } from "../contract/runtime.js";
import { switchOff } from "./switch-off.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").FunctionDeclaration} FunctionDeclaration
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Has the SDK's memory manager and collector take the place of the compiler's, where
 * a filter is built with the `minimal` runtime. What traces memory sees the
 * compiler's. All functions are exchanged: `checkProgram` has found each of them.
 *
 * @param {Program} program
 */
export function replaceRuntime(program) {
  if (!replacesRuntime(program)) return;
  const { elementsByName } = program;
  for (const { from, to } of REPLACED) {
    elementsByName.set(from, elementOf(program, to));
  }
  for (const { from, to } of REPLACED_BODIES) {
    declarationOf(program, from).body = declarationOf(program, to).body;
  }
  switchOff(program, "HAS_COMPILER_RUNTIME");
  addShadowStack(program);
}

/** The bytes of the shadow stack, unless asconfig.json has a `stackSize`. */
const STACK_SIZE = 65_536;

/**
 * Has the compiler make a shadow stack, which says what the functions that run hold.
 * It does by itself for its `incremental` runtime alone; with `stackSize` in
 * asconfig.json it would as well, but then also where its own runtime stays, which
 * cannot use it and for which it leaves calls of a function that is not there.
 *
 * @param {Program} program
 */
function addShadowStack({ options, module }) {
  if (!options.stackSize) options.stackSize = STACK_SIZE;
  module[USE_SHADOW_STACK] = true;
}

/**
 * Returns the declaration of a function.
 *
 * @param {Program} program
 * @param {string} name
 */
function declarationOf(program, name) {
  const { declaration } = /** @type {{ declaration: FunctionDeclaration }} */ (
    /** @type {unknown} */ (elementOf(program, name))
  );
  return declaration;
}

/**
 * @param {Program} program
 * @param {string} name
 */
function elementOf({ elementsByName }, name) {
  return /** @type {Element} */ (elementsByName.get(name));
}
