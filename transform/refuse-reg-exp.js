import { filterSources } from "./filter-sources.js";
import { SDK } from "./sdk.js";

/** `AS102: User-defined`, as of the compiler's `ERROR`. */
const USER_DEFINED = 102;

const REG_EXP = `${SDK}assembly/globals/reg-exp/RegExp`;

/**
 * A node of the syntax tree, or what is in one.
 *
 * @typedef {object} Node What is read here of it.
 * @property {{ identifier?: { text: string } }} [typeName] What `new` makes.
 * @property {object[]} [args]
 * @property {import("assemblyscript").Range} [range]
 */

/**
 * Makes `new RegExp(…)` an error: AssemblyScript has no regular expressions, and the
 * compiler's own class would only say so by a trap. A class that the filter imports
 * under this name is left alone.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseRegExp(program) {
  for (const source of filterSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (file?.lookup("RegExp")?.internalName !== REG_EXP) continue;
    for (const { typeName, args, range } of nodesIn(source)) {
      if (!args || !range || typeName?.identifier?.text !== "RegExp") continue;
      program.error(
        USER_DEFINED,
        range,
        "AssemblyScript has no regular expressions: use startsWith, includes, indexOf or split, or a package with a class of this name.",
      );
    }
  }
}

/**
 * Returns all nodes below a node, and itself.
 *
 * @param {object} root
 * @returns {Set<Node>}
 */
function nodesIn(root) {
  const nodes = new Set([root]);
  for (const node of nodes) {
    for (const name of Object.keys(node)) {
      // It has the whole source in it.
      if (name === "range") continue;
      const value = /** @type {unknown} */ (Reflect.get(node, name));
      if (typeof value === "object" && value !== null) nodes.add(value);
    }
  }
  return nodes;
}
