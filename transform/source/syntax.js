import { NODES } from "../contract/compiler.js";
import { has } from "../contract/shapes.js";

/**
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").IdentifierExpression} IdentifierExpression
 * @typedef {import("assemblyscript").PropertyAccessExpression} PropertyAccessExpression
 */

/**
 * Yields a node of the compiler's syntax tree and all nodes below it, each once.
 *
 * @param {Node} root
 * @param {(node: Node) => boolean} isLeftOut Such nodes, and what is below them.
 * @returns {Generator<Node>}
 */
export function* nodesIn(root, isLeftOut = () => false) {
  const seen = new Set();
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node) || isLeftOut(node)) continue;
    seen.add(node);
    yield node;
    waiting.push(...Object.values(node).flat().filter(isNode).toReversed());
  }
}

/**
 * Tells nodes by what they have: their classes have no names in the compiler as it
 * is published.
 *
 * @param {unknown} value
 * @returns {value is Node}
 */
function isNode(value) {
  return value instanceof Object && has(value, NODES.node);
}

/**
 * @param {Node} node
 * @returns {node is IdentifierExpression}
 */
export function isIdentifier(node) {
  return has(node, NODES.identifier);
}

/**
 * Tells whether a node is `expression.property`.
 *
 * @param {Node} node
 * @returns {node is PropertyAccessExpression}
 */
export function isPropertyAccess(node) {
  return has(node, NODES.propertyAccess);
}

/**
 * @param {Node} node
 * @returns {node is import("assemblyscript").CallExpression}
 */
export function isCall(node) {
  return has(node, NODES.call);
}

/** @param {Node} node */
export function isLiteral(node) {
  return has(node, NODES.literal);
}

/**
 * Tells whether a node is a text between quotes.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").StringLiteralExpression}
 */
export function isText(node) {
  return (
    has(node, NODES.literal) &&
    "value" in node &&
    typeof node.value === "string"
  );
}

/**
 * Tells whether a node is `new typeName(…)`.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").NewExpression}
 */
export function isNew(node) {
  return has(node, NODES.new);
}

/**
 * Tells whether a node is a type that has a name.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").NamedTypeNode}
 */
export function isNamedType(node) {
  return has(node, NODES.namedType);
}

/**
 * Tells whether a node declares a function or a method.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").FunctionDeclaration}
 */
export function isFunction(node) {
  return has(node, NODES.function);
}

/**
 * Tells whether a node is `return value`.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").ReturnStatement}
 */
export function isReturn(node) {
  return "value" in node && textOf(node).startsWith("return");
}

/**
 * Returns the values among which an expression chooses, most often itself.
 *
 * @param {Expression} expression
 * @returns {Expression[]}
 */
export function valuesOf(expression) {
  if (isTernary(expression))
    return [expression.ifThen, expression.ifElse].flatMap(valuesOf);
  return isParenthesized(expression)
    ? valuesOf(expression.expression)
    : [expression];
}

/**
 * @param {Node} node
 * @returns {node is import("assemblyscript").TernaryExpression}
 */
function isTernary(node) {
  return has(node, NODES.ternary);
}

/**
 * Tells whether an expression is one in parentheses, which has nothing but what is
 * between them.
 *
 * @param {Node} node
 * @returns {node is import("assemblyscript").ParenthesizedExpression}
 */
export function isParenthesized(node) {
  return (
    "expression" in node && Object.keys(node).length === NODES.node.length + 1
  );
}

/**
 * Returns an expression without the parentheses around it.
 *
 * @param {Expression} expression
 * @returns {Expression}
 */
export function bare(expression) {
  return isParenthesized(expression) ? bare(expression.expression) : expression;
}

/**
 * Returns a node as it is written.
 *
 * @param {Node} node
 */
export function textOf({ range: { source, start, end } }) {
  return source.text.slice(start, end);
}
