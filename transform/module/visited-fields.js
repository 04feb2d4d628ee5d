import { nameIn } from "./text-names.js";
import { SDK } from "../source/sdk.js";

/** What looks at an object that a field leads to. */
const VISIT = `${SDK}assembly/runtime/collector/visit`;

/** How the names end of what visits fields: the compiler's, and its library's own. */
const VISITORS = /(?:~|#__)visit$/;

/** What visits the elements of an array that has them where others have fields. */
const ARRAY = /^~lib\/staticarray\/StaticArray<.*#__visit$/;

/** What the name of a field's getter has. */
const GETTER = "#get:";

/** The bytes of a field, and how many of them there is a bit for. */
const FIELD = 4;
const MOST = 31;

/** In place of bits: an array of objects. */
const ALL = -1;

/**
 * @typedef {object} Expression What is read here of an expression of the compiler's.
 * @property {number[]} [children]
 * @property {string} [target]
 * @property {number[]} [operands]
 * @property {number} [offset]
 * @property {number} [ptr]
 * @property {number} [index]
 *
 * @typedef {object} Binaryen What is used here of the compiler's optimizer.
 * @property {(fn: number) => { name: string, params: number, results: number, body: number }} getFunctionInfo
 * @property {(expression: number) => number} getExpressionId
 * @property {(expression: number) => Expression} getExpressionInfo Throws for some.
 * @property {number} BlockId
 * @property {number} CallId
 * @property {number} LoadId
 * @property {number} LocalGetId
 * @property {number} NopId
 *
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(name: string) => number} getFunction 0 where there is none.
 */

/** Reads which fields of an object a function visits. */
export class VisitedFields {
  /** @type {Binaryen} */
  #binaryen;
  /** @type {BinaryenModule} */
  #module;
  /** @type {Set<string>} What visits all elements of an array. */
  #arrays;

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   * @param {string} text What the module's `emitText` returns.
   */
  constructor(binaryen, module, text) {
    this.#binaryen = binaryen;
    this.#module = module;
    const visitors = text
      .split(/^ \(func (?=\$)/m)
      .filter((each) => each.includes(`call $${VISIT}`))
      .map((each) => nameIn(each.slice(0, each.indexOf("\n"))));
    this.#arrays = new Set(visitors.filter((name) => ARRAY.test(name)));
  }

  /**
   * Returns a bit for each field that a function visits, -1 where it visits all words
   * of an array, or undefined where it does more.
   *
   * @param {string} name
   * @returns {number | undefined}
   */
  fieldsOf(name) {
    return this.#arrays.has(name) ? ALL : this.#fieldsIn(this.#bodyOf(name));
  }

  /**
   * @param {number} body
   * @returns {number | undefined}
   */
  #fieldsIn(body) {
    const { BlockId, CallId, NopId } = this.#binaryen;
    const id = this.#binaryen.getExpressionId(body);
    if (id === NopId) return 0;
    if (id !== BlockId && id !== CallId) return;
    const { children = [], target = "", operands = [] } = this.#read(body);
    if (id === BlockId) {
      const each = children.map((child) => this.#fieldsIn(child));
      return each.every((fields) => fields !== undefined)
        ? each.reduce((all, fields) => all | fields, 0)
        : undefined;
    }
    if (VISITORS.test(target)) return this.fieldsOf(target);
    if (target !== VISIT) return;
    const offset = this.#offsetOf(operands[0]);
    return offset === undefined ? undefined : 1 << (offset / FIELD);
  }

  /**
   * Returns where in an object a field is that is loaded, or undefined.
   *
   * @param {number} loaded
   * @returns {number | undefined}
   */
  #offsetOf(loaded) {
    const { CallId, LoadId } = this.#binaryen;
    const id = this.#binaryen.getExpressionId(loaded);
    if (id !== CallId && id !== LoadId) return;
    const { offset = 0, ptr = 0, target = "" } = this.#read(loaded);
    if (id === CallId && target.includes(GETTER))
      return this.#offsetOf(this.#bodyOf(target));
    const isOwn = id === LoadId && this.#isObject(ptr);
    return isOwn && offset % FIELD === 0 && offset < FIELD * MOST
      ? offset
      : undefined;
  }

  /** @param {number} expression */
  #isObject(expression) {
    const { LocalGetId } = this.#binaryen;
    return (
      this.#binaryen.getExpressionId(expression) === LocalGetId &&
      this.#read(expression).index === 0
    );
  }

  /** @param {string} name */
  #bodyOf(name) {
    const fn = this.#module.getFunction(name);
    return this.#binaryen.getFunctionInfo(fn).body;
  }

  /** @param {number} expression */
  #read(expression) {
    return this.#binaryen.getExpressionInfo(expression);
  }
}
