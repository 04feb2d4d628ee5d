import { isIdentifier, isNamedType, isPropertyAccess } from "./syntax.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").TypeName} TypeName
 */

/**
 * Returns what a name, or names with dots between, stands for, under whatever name it
 * was imported; null where it is no such thing.
 *
 * @param {Element} scope The file, or what in it has the name.
 * @param {Node} node
 * @returns {Element | null}
 */
export function resolve(scope, node) {
  if (isIdentifier(node)) return scope.lookup(node.text);
  if (!isPropertyAccess(node)) return null;
  const owner = resolve(scope, node.expression);
  return owner?.getMember(node.property.text) ?? null;
}

/**
 * Returns what the name of a type stands for, behind aliases.
 *
 * @param {Element} scope
 * @param {TypeName} name
 * @returns {Element | null}
 */
export function resolveType(scope, { identifier, next }) {
  /** @type {Element | null} */
  let element = scope.lookup(identifier.text, true);
  for (let part = next; element && part; part = part.next)
    element = element.getMember(part.identifier.text);
  // A number's type has a function of the same name.
  return element && behindAlias(element.shadowType ?? element);
}

/**
 * @param {Element} element
 * @returns {Element | null}
 */
function behindAlias(element) {
  const { program, parent } = element;
  // A number's own type is declared by nobody.
  if (!("typeNode" in element) || parent === program.nativeFile) return element;
  const { name } = /** @type {{ name?: TypeName }} */ (element.typeNode);
  return name ? resolveType(parent, name) : element;
}

/**
 * Returns what a type stands for; null where that is open, as of a class's parameter.
 *
 * @param {Element} scope
 * @param {Node} node
 */
export function typeOf(scope, node) {
  return isNamedType(node) ? resolveType(scope, node.name) : null;
}

/** @param {Element} element */
export function isEnum(element) {
  return "declaration" in element && "values" in Object(element.declaration);
}
