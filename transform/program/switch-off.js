import { FALSE } from "../contract/compiler.js";
import { FEATURES } from "../contract/sdk.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").VariableDeclaration} VariableDeclaration
 */

/**
 * Switches a feature of the SDK off, so that the compiler leaves out what depends on it.
 *
 * @param {Program} program
 * @param {import("../contract/sdk.js").Feature} feature
 */
export function switchOff(program, feature) {
  makeFalse(program, `${FEATURES}/${feature}`);
}

/**
 * Makes a constant that is `true` in the sources `false`. The literal is that of a
 * constant of the library: only the compiler's own classes can make one.
 *
 * @param {Program} program
 * @param {string} name The constant's, behind its file's path.
 */
export function makeFalse(program, name) {
  declarationOf(program, name).initializer = declarationOf(
    program,
    FALSE,
  ).initializer;
}

/**
 * Returns the declaration of an exported constant; the contract says that it is there.
 *
 * @param {Program} program
 * @param {string} name
 */
function declarationOf({ filesByName }, name) {
  const at = name.lastIndexOf("/");
  const file = filesByName.get(name.slice(0, at));
  return /** @type {VariableDeclaration} */ (
    file?.exports?.get(name.slice(at + 1))?.declaration
  );
}
