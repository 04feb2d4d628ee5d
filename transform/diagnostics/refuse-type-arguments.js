import {
  filterSources,
  isBelow,
  isClass,
  isInPackage,
} from "../source/filter-sources.js";
import { resolve, resolveType, typeOf } from "../source/resolve.js";
import { isSdkPath } from "../source/sdk.js";
import { isCall, isNamedType, isNew, nodesIn } from "../source/syntax.js";
import { refuse } from "./refuse.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 */

/** Where the SDK's registrations are, which `refuseRegistrations` checks. */
const REGISTRY = "/registry/";

/**
 * Makes it an error to give a class or a function of the SDK a type argument that does not
 * extend what its type parameter does, as `PluginContext<Settings>` with a class that is
 * not a `JsonModel`. The compiler does not look at `extends` there, and would blame the
 * SDK's sources.
 *
 * @param {Program} program
 */
export function refuseTypeArguments(program) {
  for (const source of filterSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (!file || isInPackage(source.internalPath)) continue;
    for (const node of nodesIn(source)) {
      const generic = genericAt(file, node);
      if (generic) check(program, file, generic);
    }
  }
}

/**
 * Returns what of the SDK a node gives type arguments to, and the arguments.
 *
 * @param {Element} file
 * @param {Node} node
 */
function genericAt(file, node) {
  const isGeneric = isCall(node) || isNew(node) || isNamedType(node);
  if (!isGeneric || !node.typeArguments?.length) return undefined;
  const element = isCall(node)
    ? resolve(file, node.expression)
    : resolveType(file, isNew(node) ? node.typeName : node.name);
  if (!element || !("typeParameterNodes" in element)) return undefined;
  const { internalName } = element;
  if (!isSdkPath(internalName) || internalName.includes(REGISTRY))
    return undefined;
  const prototype = /** @type {ClassPrototype | FunctionPrototype} */ (element);
  return { prototype, given: node.typeArguments };
}

/**
 * @param {Program} program
 * @param {Element} file
 * @param {{ prototype: ClassPrototype | FunctionPrototype, given: Node[] }} generic
 */
function check(program, file, { prototype, given }) {
  const parameters = prototype.typeParameterNodes ?? [];
  for (const [index, { extendsType }] of parameters.entries()) {
    const node = given.at(index);
    const wanted = extendsType && typeOf(prototype.parent, extendsType);
    const found = node && typeOf(file, node);
    if (!node || !wanted || !found || !isClass(wanted)) continue;
    if (isNamedType(node) && node.isNullable) {
      refuse(
        program,
        node.range,
        `${prototype.name} takes a class, which cannot be null: leave out \`| null\`.`,
      );
      continue;
    }
    if (found === wanted || (isClass(found) && isBelow(found, wanted)))
      continue;
    const advice = isInPackage(found.internalName)
      ? "declare a class that does"
      : `declare \`class ${found.name} extends ${wanted.name}\``;
    refuse(
      program,
      node.range,
      `${prototype.name} takes a class that extends ${wanted.name}, and ${found.name} does not: ${advice}.`,
    );
  }
}
