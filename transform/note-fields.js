import { SDK } from "./sdk.js";

const COLLECTOR = `${SDK}assembly/runtime/collector/`;

/** What looks at an object that a field leads to. */
const VISIT = `${COLLECTOR}visit`;

/** The global that says which fields of an object to look at, a bit for each. */
const FIELDS = `${COLLECTOR}fields`;

/** How the names end of what visits all fields of an object of a class. */
const VISITOR = "~visit";

/** How the names end of what a class of the compiler's library has for it. */
const OWN_VISITOR = "#__visit";

/** What the name of a field's getter has. */
const GETTER = "#get:";

/** The bytes of a field, and how many of them there is a bit for. */
const FIELD = 4;
const MOST = 32;

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
 * @property {(fn: number) => { name: string, body: number, params: number, results: number }} getFunctionInfo
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
 * @property {() => number} getNumFunctions
 * @property {(index: number) => number} getFunctionByIndex
 * @property {(name: string) => number} getGlobal 0 where there is none.
 * @property {(name: string) => void} removeFunction
 * @property {(name: string, parameters: number, results: number, variables: number[], body: number) => void} addFunction
 * @property {{ const: (value: number) => number }} i32
 * @property {{ set: (name: string, value: number) => number }} global
 */

/**
 * Has what visits the fields of a class only note which fields there are, where it
 * does nothing else; the collector visits them in one loop. Where each class has
 * calls of its own, Envoy's V8 puts `visit` into them one by one: it takes the more
 * memory to compile, the more classes a filter has.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function noteFields(binaryen, module) {
  if (!module.getGlobal(FIELDS)) return;
  const noted = [...Array(module.getNumFunctions()).keys()]
    .map((index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)))
    .filter(({ name }) => name.endsWith(VISITOR))
    .map((visitor) => ({
      ...visitor,
      fields: new Reader(binaryen, module).fieldsOf(visitor.body),
    }));
  for (const { name, params, results, fields } of noted) {
    if (fields === undefined) continue;
    const note = module.global.set(FIELDS, module.i32.const(fields));
    module.removeFunction(name);
    module.addFunction(name, params, results, [], note);
  }
}

/** Reads which fields of an object are visited. */
class Reader {
  /** @type {Binaryen} */
  #binaryen;
  /** @type {BinaryenModule} */
  #module;

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   */
  constructor(binaryen, module) {
    this.#binaryen = binaryen;
    this.#module = module;
  }

  /**
   * Returns a bit for each field, or undefined where there is more to do.
   *
   * @param {number} body
   * @returns {number | undefined}
   */
  fieldsOf(body) {
    const { BlockId, CallId, NopId } = this.#binaryen;
    const id = this.#binaryen.getExpressionId(body);
    if (id === NopId) return 0;
    if (id !== BlockId && id !== CallId) return;
    const { children = [], target = "", operands = [] } = this.#read(body);
    if (id === BlockId) {
      return children
        .map((child) => this.fieldsOf(child))
        .reduce(
          (all, each) =>
            all === undefined || each === undefined ? undefined : all | each,
          0,
        );
    }
    if (target.endsWith(VISITOR) || target.endsWith(OWN_VISITOR))
      return this.fieldsOf(this.#bodyOf(target));
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
    return (
      this.#binaryen.getExpressionId(expression) ===
        this.#binaryen.LocalGetId && this.#read(expression).index === 0
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
