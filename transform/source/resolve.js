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
export function resolveType(scope, name) {
  const element = namedBy(scope, name);
  if (!element || !isAlias(element)) return element;
  const { typeNode } = /** @type {{ typeNode: { name?: TypeName } }} */ (
    /** @type {unknown} */ (element)
  );
  return typeNode.name ? resolveType(element.parent, typeNode.name) : element;
}

/**
 * @param {Element} scope
 * @param {TypeName} name
 * @returns {Element | null}
 */
function namedBy(scope, { identifier, next }) {
  /** @type {Element | null} */
  let element = scope.lookup(identifier.text, true);
  for (let part = next; element && part; part = part.next)
    element = element.getMember(part.identifier.text);
  // A number's type has a function of the same name.
  return element && (element.shadowType ?? element);
}

/**
 * Tells whether something is another name of a type. A number's own type is declared by
 * nobody.
 *
 * @param {Element} element
 */
function isAlias(element) {
  return "typeNode" in element && element.parent !== element.program.nativeFile;
}

/**
 * Returns the type that a name of a type stands for, as it is written behind all aliases,
 * with what has its names; undefined where an alias has parameters.
 *
 * @param {Element} scope
 * @param {import("assemblyscript").TypeNode} node
 * @returns {{ scope: Element, node: import("assemblyscript").TypeNode, isNullable: boolean } | undefined}
 */
export function behindAliases(scope, node) {
  const { isNullable } = node;
  const alias = isNamedType(node) ? namedBy(scope, node.name) : null;
  if (!alias || !isAlias(alias)) return { scope, node, isNullable };
  const { parent } = alias;
  const { typeNode, typeParameterNodes } =
    /** @type {{ typeNode: import("assemblyscript").TypeNode, typeParameterNodes?: unknown[] | null }} */ (
      /** @type {unknown} */ (alias)
    );
  if (typeParameterNodes?.length) return undefined;
  const behind = behindAliases(parent, typeNode);
  return behind && { ...behind, isNullable: isNullable || behind.isNullable };
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
