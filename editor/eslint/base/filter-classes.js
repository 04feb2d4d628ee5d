/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {import("@typescript-eslint/utils").TSESTree.ClassDeclaration} ClassDeclaration
 * @typedef {import("@typescript-eslint/utils").TSESTree.MethodDefinition} MethodDefinition
 */

/**
 * Returns the nearest function around a node, or undefined in module scope.
 *
 * @param {Node} node
 */
export function functionAround(node) {
  let at = node.parent;
  while (at) {
    if (
      at.type === "FunctionDeclaration" ||
      at.type === "FunctionExpression" ||
      at.type === "ArrowFunctionExpression"
    ) {
      return at;
    }
    at = at.parent;
  }
  return undefined;
}

/**
 * Returns the method of a class that a node is in.
 *
 * @param {Node} node
 * @returns {MethodDefinition | undefined}
 */
export function methodAround(node) {
  let at = node.parent;
  while (at) {
    if (at.type === "MethodDefinition") return at;
    at = at.parent;
  }
  return undefined;
}

/**
 * Returns the class around a node.
 *
 * @param {Node} node
 * @returns {ClassDeclaration | undefined}
 */
export function classAround(node) {
  let at = node.parent;
  while (at) {
    if (at.type === "ClassDeclaration") return at;
    at = at.parent;
  }
  return undefined;
}

/**
 * Returns a class's methods by their names.
 *
 * @param {ClassDeclaration} node
 * @returns {Map<string, MethodDefinition>}
 */
export function methodsOf(node) {
  const methods = node.body.body.filter(
    /** @returns {each is MethodDefinition} */
    (each) =>
      each.type === "MethodDefinition" &&
      each.kind === "method" &&
      !each.static &&
      each.key.type === "Identifier",
  );
  return new Map(
    methods.map((each) => [
      /** @type {import("@typescript-eslint/utils").TSESTree.Identifier} */ (
        each.key
      ).name,
      each,
    ]),
  );
}
