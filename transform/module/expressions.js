import { EXPRESSIONS } from "../contract/binaryen.js";
import { contractError } from "../contract/broken.js";
import { OLDEST_COMPILER } from "../contract/compiler.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("../contract/binaryen.js").Get} Get
 * @typedef {import("../contract/binaryen.js").Set} Set
 */

/** Walks through the expressions of functions. */
export class Expressions {
  /** @type {Map<number, { kind: string, operands: Operand[] }>} */
  #kinds;

  /** @type {Binaryen} */
  #binaryen;

  /** @param {Binaryen} binaryen */
  constructor(binaryen) {
    this.#binaryen = binaryen;
    const ids = /** @type {Record<string, number>} */ (
      /** @type {unknown} */ (binaryen)
    );
    const accessors = /** @type {Record<string, Record<string, never>>} */ (
      /** @type {unknown} */ (binaryen)
    );
    this.#kinds = new Map(
      Object.entries(EXPRESSIONS).map(([kind, names]) => [
        ids[`${kind}Id`],
        { kind, operands: names.map((name) => operand(accessors[kind], name)) },
      ]),
    );
  }

  /**
   * Returns the kind of an expression, such as "Call".
   *
   * @param {number} expression
   */
  kindOf(expression) {
    return this.#known(expression).kind;
  }

  /**
   * Returns the operands of an expression, in the order in which they run.
   *
   * @param {number} expression
   */
  operandsOf(expression) {
    return this.#known(expression).operands.flatMap(({ get }) =>
      get(expression),
    );
  }

  /**
   * Calls `enter` for an expression and for all below it, each before its operands,
   * and `leave` after them.
   *
   * @param {number} expression
   * @param {(expression: number, kind: string) => void} enter
   * @param {(expression: number, kind: string) => void} leave
   */
  walk(expression, enter, leave) {
    const { kind, operands } = this.#known(expression);
    enter(expression, kind);
    for (const { get } of operands) {
      for (const each of get(expression)) this.walk(each, enter, leave);
    }
    leave(expression, kind);
  }

  /**
   * Returns all calls by name in a module, or in one of its functions.
   *
   * @param {BinaryenModule} module
   * @param {number[]} functions
   */
  callsIn(module, functions = functionsOf(module)) {
    /** @type {number[]} */
    const calls = [];
    for (const fn of functions) {
      const body = this.#binaryen.Function.getBody(fn);
      if (!body) continue;
      const enter = (
        /** @type {number} */ each,
        /** @type {string} */ kind,
      ) => {
        if (kind === "Call") calls.push(each);
      };
      this.walk(body, enter, () => {});
    }
    return calls;
  }

  /**
   * Replaces all expressions below one, and then itself, by what `replace` returns.
   * Returns the new expression.
   *
   * @param {number} expression
   * @param {(expression: number, kind: string) => number} replace
   * @returns {number}
   */
  rewrite(expression, replace) {
    const { kind, operands } = this.#known(expression);
    for (const { get, set } of operands) {
      get(expression).forEach((each, index) => {
        const changed = this.rewrite(each, replace);
        if (changed !== each) set(expression, index, changed);
      });
    }
    return replace(expression, kind);
  }

  /** @param {number} expression */
  #known(expression) {
    const id = this.#binaryen.getExpressionId(expression);
    const known = this.#kinds.get(id);
    if (known) return known;
    throw contractError(
      `proxy-wasm-as cannot build with this assemblyscript: it makes expressions of Binaryen's kind ${id}, which the transform does not know. Install assemblyscript ${OLDEST_COMPILER} or a newer 0.28.`,
    );
  }
}

/**
 * Returns all functions of a module.
 *
 * @param {BinaryenModule} module
 */
export function functionsOf(module) {
  return Array.from({ length: module.getNumFunctions() }, (_, index) =>
    module.getFunctionByIndex(index),
  );
}

/**
 * @typedef {object} Operand
 * @property {(expression: number) => number[]} get
 * @property {(expression: number, index: number, child: number) => void} set
 */

/**
 * @param {Record<string, never>} accessors
 * @param {string} name
 * @returns {Operand}
 */
function operand(accessors, name) {
  if (name === "Children" || name === "Operands") {
    const one = name === "Children" ? "Child" : "Operand";
    return { get: accessors[`get${name}`], set: accessors[`set${one}At`] };
  }
  /** @type {Get} */
  const get = accessors[`get${name}`];
  /** @type {Set} */
  const set = accessors[`set${name}`];
  return {
    // 0 where an optional one is not there.
    get: (expression) => [get(expression)].filter((each) => each !== 0),
    set: (expression, _, child) => set(expression, child),
  };
}
