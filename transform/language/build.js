import {
  EQUALS,
  LESS_THAN,
  PLUS_EQUALS,
  PLUS_PLUS,
} from "../contract/language.js";

/**
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {import("assemblyscript").Statement} Statement
 */

/** Makes nodes of the syntax tree, all at one place of a source. */
export class Build {
  #nodes;
  #range;

  /** @param {Range} range */
  constructor(range) {
    // A source is a node, and inherits what makes the others.
    this.#nodes = /** @type {typeof import("assemblyscript").Node} */ (
      range.source.constructor
    );
    this.#range = range;
  }

  /** @param {string} text */
  name(text) {
    return this.#nodes.createIdentifierExpression(text, this.#range);
  }

  /** @param {string} value */
  text(value) {
    return this.#nodes.createStringLiteralExpression(value, this.#range);
  }

  /** @param {number} value */
  integer(value) {
    const { i64_new: make } =
      /** @type {{ i64_new: (low: number, high: number) => never }} */ (
        /** @type {unknown} */ (globalThis)
      );
    return this.#nodes.createIntegerLiteralExpression(
      make(value, 0),
      this.#range,
    );
  }

  /**
   * @param {Expression} owner
   * @param {string} name
   */
  member(owner, name) {
    return this.#nodes.createPropertyAccessExpression(
      owner,
      this.name(name),
      this.#range,
    );
  }

  /**
   * @param {Expression} owner
   * @param {Expression} index
   */
  element(owner, index) {
    return this.#nodes.createElementAccessExpression(owner, index, this.#range);
  }

  /**
   * @param {Expression} callee
   * @param {Expression[]} [args]
   * @param {import("assemblyscript").TypeNode[] | null} [types]
   */
  call(callee, args = [], types = null) {
    return this.#nodes.createCallExpression(callee, types, args, this.#range);
  }

  null() {
    return this.#nodes.createNullExpression(this.#range);
  }

  /**
   * @param {import("assemblyscript").Token} operator
   * @param {Expression} left
   * @param {Expression} right
   */
  binary(operator, left, right) {
    return this.#nodes.createBinaryExpression(
      operator,
      left,
      right,
      this.#range,
    );
  }

  /**
   * @param {Expression} left
   * @param {Expression} right
   */
  less(left, right) {
    return this.binary(LESS_THAN, left, right);
  }

  /**
   * @param {Expression} left
   * @param {Expression} right
   */
  assignSum(left, right) {
    return this.binary(PLUS_EQUALS, left, right);
  }

  /**
   * @param {Expression} left
   * @param {Expression} right
   */
  assign(left, right) {
    return this.binary(EQUALS, left, right);
  }

  /** @param {Expression} operand */
  increment(operand) {
    return this.#nodes.createUnaryPrefixExpression(
      PLUS_PLUS,
      operand,
      this.#range,
    );
  }

  /**
   * @param {Expression} condition
   * @param {Expression} ifThen
   * @param {Expression} ifElse
   */
  choice(condition, ifThen, ifElse) {
    return this.#nodes.createTernaryExpression(
      condition,
      ifThen,
      ifElse,
      this.#range,
    );
  }

  /**
   * Makes a node of what the compiler has compiled already.
   *
   * @param {number} expression
   * @param {import("assemblyscript").Type} type
   */
  compiled(expression, type) {
    return this.#nodes.createCompiledExpression(expression, type, this.#range);
  }

  /** @param {Expression} expression */
  statement(expression) {
    return this.#nodes.createExpressionStatement(expression);
  }

  /**
   * @param {import("assemblyscript").IdentifierExpression} name
   * @param {Expression | null} value
   * @param {import("assemblyscript").CommonFlags} flags
   * @param {import("assemblyscript").TypeNode | null} [type]
   */
  declaration(name, value, flags, type = null) {
    return this.#nodes.createVariableDeclaration(
      name,
      null,
      flags,
      type,
      value,
      this.#range,
    );
  }

  /** @param {import("assemblyscript").VariableDeclaration[]} declarations */
  variables(declarations) {
    return this.#nodes.createVariableStatement(null, declarations, this.#range);
  }

  /** @param {Statement[]} statements */
  block(statements) {
    return this.#nodes.createBlockStatement(statements, this.#range);
  }

  /**
   * @param {Statement | null} initializer
   * @param {Expression} condition
   * @param {Expression | null} incrementor
   * @param {Statement} body
   */
  loop(initializer, condition, incrementor, body) {
    return this.#nodes.createForStatement(
      initializer,
      condition,
      incrementor,
      body,
      this.#range,
    );
  }

  /** @param {Expression[]} expressions */
  comma(expressions) {
    return this.#nodes.createCommaExpression(expressions, this.#range);
  }

  /**
   * Makes the same access of another value.
   *
   * @param {import("./nullish-nodes.js").Access} access
   * @param {Expression} owner
   */
  access(access, owner) {
    const nodes = this.#nodes;
    const { range } = access;
    if ("property" in access)
      return nodes.createPropertyAccessExpression(
        owner,
        access.property,
        range,
      );
    if ("elementExpression" in access)
      return nodes.createElementAccessExpression(
        owner,
        access.elementExpression,
        range,
      );
    if ("args" in access)
      return nodes.createCallExpression(
        owner,
        access.typeArguments,
        access.args,
        range,
      );
    return nodes.createAssertionExpression(
      access.assertionKind,
      owner,
      null,
      range,
    );
  }
}
