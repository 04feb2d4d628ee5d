import { USER_DEFINED } from "../contract/compiler.js";
import { bare, nodesIn, textOf } from "../source/syntax.js";
import { hasNullish, isNullishBetween } from "./nullish-tokens.js";

/**
 * @typedef {import("assemblyscript").BinaryExpression} BinaryExpression
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 *
 * @typedef {import("assemblyscript").PropertyAccessExpression
 *   | import("assemblyscript").ElementAccessExpression
 *   | import("assemblyscript").CallExpression
 *   | import("assemblyscript").AssertionExpression} Access What reads something of a
 *   value: `a.b`, `a[b]`, `a(b)` or `a!`.
 *
 * @typedef {Access[][]} Chain The accesses of `a?.b.c?.d`, the inner ones first, in parts
 *   that each begin with an optional one.
 */

/** @type {WeakMap<Node, "??" | "??=">} */
const OPERATORS = new WeakMap();

/** @type {WeakMap<Node, Chain>} */
const CHAINS = new WeakMap();

/** Chains of which no more is asked than whether they are true. @type {WeakSet<Node>} */
const CONDITIONS = new WeakSet();

/**
 * Returns the operator that an expression has, which the parser has read as another one.
 *
 * @param {Node} node
 */
export function nullishOperator(node) {
  return OPERATORS.get(node);
}

/**
 * Returns the accesses of an expression that has an optional one.
 *
 * @param {Node} node
 */
export function chainOf(node) {
  return CHAINS.get(node);
}

/**
 * Tells whether no more is asked of a chain than whether it is true.
 *
 * @param {Node} node
 */
export function isCondition(node) {
  return CONDITIONS.has(node);
}

/**
 * Finds these operators in the sources of a program, and refuses those that TypeScript
 * refuses.
 *
 * @param {Program} program
 * @param {import("./compiler.js").Package} compiler
 */
export function findNullish(program, { NodeKind: kinds, Token: tokens }) {
  for (const source of program.sources) {
    if (!hasNullish(source)) continue;
    const nodes = [...nodesIn(source)];
    for (const node of nodes) findOperator(node);
    for (const node of nodes) findChain(node);
    for (const node of nodes) findCondition(node);
    for (const node of nodes) refuse(node);
  }

  /**
   * @param {object} node
   * @param {string[]} names
   */
  function is(node, ...names) {
    const { kind } = /** @type {Node} */ (node);
    return names.some((name) => kinds[name] === kind);
  }

  /** @param {Node} node */
  function findOperator(node) {
    if (!is(node, "Binary")) return;
    const { left, right, operator } = /** @type {BinaryExpression} */ (node);
    const isOr = operator === tokens.Bar_Bar;
    if (!isOr && operator !== tokens.Equals) return;
    const { source, end } = left.range;
    if (isNullishBetween(source, end, right.range.start))
      OPERATORS.set(node, isOr ? "??" : "??=");
  }

  /** @param {Node} node */
  function findChain(node) {
    if (!is(node, "PropertyAccess", "ElementAccess", "Call")) return;
    /** @type {Chain} */
    const chain = [];
    /** @type {Access[]} */
    let part = [];
    for (
      let each = /** @type {Access} */ (node);
      isAccess(each);
      each = /** @type {Access} */ (each.expression)
    ) {
      part.unshift(each);
      if (!isOptional(each)) continue;
      chain.unshift(part);
      part = [];
    }
    if (chain.length > 0) CHAINS.set(node, chain);
  }

  /** @param {Access} node */
  function isAccess(node) {
    return (
      is(node, "PropertyAccess", "ElementAccess", "Call") ||
      (is(node, "Assertion") && textOf(node).endsWith("!"))
    );
  }

  /** @param {Access} node */
  function isOptional(node) {
    const { source, end } = node.expression.range;
    const next =
      "property" in node
        ? node.property
        : "elementExpression" in node
          ? node.elementExpression
          : "args" in node
            ? node.args[0]
            : undefined;
    const to = next?.range.start ?? node.range.end;
    return !is(node, "Assertion") && isNullishBetween(source, end, to);
  }

  /** @param {Node} node */
  function findCondition(node) {
    const { condition, operand, operator, left } =
      /** @type {{ condition?: Expression, operand?: Expression, operator?: number, left?: Expression }} */ (
        /** @type {unknown} */ (node)
      );
    if (is(node, "If", "While", "Do", "For", "Ternary") && condition)
      noteCondition(condition);
    if (operand && operator === tokens.Exclamation) noteCondition(operand);
    if (left && operator === tokens.Bar_Bar && !OPERATORS.has(node))
      noteCondition(left);
  }

  /** @param {Expression} expression */
  function noteCondition(expression) {
    const condition = bare(expression);
    if (CHAINS.has(condition)) CONDITIONS.add(condition);
    if (!isLogical(condition) || OPERATORS.has(condition)) return;
    const { left, right } = /** @type {BinaryExpression} */ (condition);
    noteCondition(left);
    noteCondition(right);
  }

  /** @param {Expression} node */
  function isLogical(node) {
    const { operator } = /** @type {BinaryExpression} */ (node);
    return (
      is(node, "Binary") &&
      (operator === tokens.Bar_Bar || operator === tokens.Ampersand_Ampersand)
    );
  }

  /** @param {Node} node */
  function refuse(node) {
    const { left, right, operand, operator } =
      /** @type {{ left?: Expression, right?: Expression, operand?: Expression, operator?: number }} */ (
        /** @type {unknown} */ (node)
      );
    if (left && right) {
      const isMixed = [left, right].some(
        (each) =>
          isLogical(each) && OPERATORS.has(each) !== OPERATORS.has(node),
      );
      if (isMixed && isLogical(/** @type {Expression} */ (node)))
        program.error(
          USER_DEFINED,
          node.range,
          "Put one of them in parentheses: `??` does not mix with `||` and `&&`.",
        );
    }
    const { Equals: first, Caret_Equals: last } = tokens;
    const isAssigned = Number(operator) >= first && Number(operator) <= last;
    const isStepped =
      operator === tokens.Plus_Plus || operator === tokens.Minus_Minus;
    const target = isAssigned ? left : isStepped ? operand : undefined;
    if (target && CHAINS.has(bare(target)))
      program.error(
        USER_DEFINED,
        target.range,
        "Nothing can be assigned by `?.`: compare the value with null first, `if (user != null) user.name = …`.",
      );
  }
}
