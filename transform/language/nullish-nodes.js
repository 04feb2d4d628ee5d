import { USER_DEFINED } from "../contract/compiler.js";
import { bare, nodesIn, textOf } from "../source/syntax.js";
import { hasNullish, isNullishBetween } from "./nullish-tokens.js";

/**
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

/**
 * @typedef {object} Parts What nodes have, by kind.
 * @property {number} [operator]
 * @property {Expression} [left]
 * @property {Expression} [right]
 * @property {Expression} [operand]
 * @property {Expression} [condition]
 */

/** The kinds of nodes that read something of a value. */
const READS = ["PropertyAccess", "ElementAccess", "Call"];

/** @type {WeakMap<Node, "??" | "??=">} */
const OPERATORS = new WeakMap();

/** @type {WeakMap<Node, Chain>} */
const CHAINS = new WeakMap();

/** Chains that are only asked whether they are true. @type {WeakSet<Node>} */
const CONDITIONS = new WeakSet();

/**
 * Returns which of these operators an expression has, which the parser has read as others.
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
 * Tells whether a chain is only asked whether it is true.
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
export function findNullish(program, compiler) {
  const finder = new Finder(program, compiler);
  for (const source of program.sources)
    if (hasNullish(source)) finder.read([...nodesIn(source)]);
}

class Finder {
  #program;
  #kinds;
  #tokens;

  /**
   * @param {Program} program
   * @param {import("./compiler.js").Package} compiler
   */
  constructor(program, { NodeKind: kinds, Token: tokens }) {
    this.#program = program;
    this.#kinds = kinds;
    this.#tokens = tokens;
  }

  /** @param {Node[]} nodes */
  read(nodes) {
    for (const node of nodes) this.#findOperator(node);
    for (const node of nodes) this.#findChain(node);
    for (const node of nodes) this.#findCondition(node);
    for (const node of nodes) {
      this.#refuseMixed(node);
      this.#refuseAssigned(node);
    }
  }

  /**
   * @param {object} node
   * @param {string[]} names
   */
  #is(node, ...names) {
    const { kind } = /** @type {Node} */ (node);
    return names.map((name) => this.#kinds[name]).includes(kind);
  }

  /** @param {Node} node */
  #findOperator(node) {
    if (!this.#is(node, "Binary")) return;
    const { left, right, operator } = /** @type {Parts} */ (
      /** @type {unknown} */ (node)
    );
    const isOr = operator === this.#tokens.Bar_Bar;
    if (!left || !right || (!isOr && operator !== this.#tokens.Equals)) return;
    const { source, end } = left.range;
    if (isNullishBetween(source, end, right.range.start))
      OPERATORS.set(node, isOr ? "??" : "??=");
  }

  /** @param {Node} node */
  #findChain(node) {
    if (!this.#is(node, ...READS)) return;
    /** @type {Chain} */
    const chain = [];
    /** @type {Access[]} */
    let part = [];
    for (
      let each = /** @type {Access} */ (node);
      this.#isAccess(each);
      each = /** @type {Access} */ (each.expression)
    ) {
      part.unshift(each);
      if (!this.#isOptional(each)) continue;
      chain.unshift(part);
      part = [];
    }
    if (chain.length > 0) CHAINS.set(node, chain);
  }

  /** @param {Access} node */
  #isAccess(node) {
    return (
      this.#is(node, ...READS) ||
      (this.#is(node, "Assertion") && textOf(node).endsWith("!"))
    );
  }

  /** @param {Access} node */
  #isOptional(node) {
    const { source, end } = node.expression.range;
    const { property, elementExpression, args } =
      /** @type {{ property?: Node, elementExpression?: Node, args?: Node[] }} */ (
        node
      );
    const next = property ?? elementExpression ?? args?.[0];
    const to = next?.range.start ?? node.range.end;
    return this.#is(node, ...READS) && isNullishBetween(source, end, to);
  }

  /** @param {Node} node */
  #findCondition(node) {
    const { condition, operand, operator, left } = /** @type {Parts} */ (
      /** @type {unknown} */ (node)
    );
    if (condition && this.#is(node, "If", "While", "Do", "For", "Ternary"))
      this.#noteCondition(condition);
    if (operand && operator === this.#tokens.Exclamation)
      this.#noteCondition(operand);
    if (left && operator === this.#tokens.Bar_Bar && !OPERATORS.has(node))
      this.#noteCondition(left);
  }

  /** @param {Expression} expression */
  #noteCondition(expression) {
    const condition = bare(expression);
    if (CHAINS.has(condition)) CONDITIONS.add(condition);
    if (!this.#isLogical(condition) || OPERATORS.has(condition)) return;
    const { left, right } =
      /** @type {import("assemblyscript").BinaryExpression} */ (condition);
    this.#noteCondition(left);
    this.#noteCondition(right);
  }

  /** @param {Node} node */
  #isLogical(node) {
    const { operator } = /** @type {Parts} */ (/** @type {unknown} */ (node));
    const { Bar_Bar: or, Ampersand_Ampersand: and } = this.#tokens;
    return this.#is(node, "Binary") && (operator === or || operator === and);
  }

  /** @param {Node} node */
  #refuseMixed(node) {
    if (!this.#isLogical(node)) return;
    const { left, right } = /** @type {Parts} */ (
      /** @type {unknown} */ (node)
    );
    const isMixed = [left, right].some(
      (each) =>
        each &&
        this.#isLogical(each) &&
        OPERATORS.has(each) !== OPERATORS.has(node),
    );
    if (isMixed)
      this.#program.error(
        USER_DEFINED,
        node.range,
        "Put one of them in parentheses: `??` does not mix with `||` and `&&`.",
      );
  }

  /** @param {Node} node */
  #refuseAssigned(node) {
    const {
      left,
      operand,
      operator = 0,
    } = /** @type {Parts} */ (/** @type {unknown} */ (node));
    const { Equals: first, Caret_Equals: last } = this.#tokens;
    const { Plus_Plus: plus, Minus_Minus: minus } = this.#tokens;
    const isStepped = operator === plus || operator === minus;
    const isAssigned = operator >= first && operator <= last;
    const target = isAssigned ? left : isStepped ? operand : undefined;
    if (target && CHAINS.has(bare(target)))
      this.#program.error(
        USER_DEFINED,
        target.range,
        "Nothing can be assigned by `?.`: compare the value with null first, `if (user != null) user.name = …`.",
      );
  }
}
