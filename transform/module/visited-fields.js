import {
  ARRAY_VISITOR,
  GETTER,
  OWN_VISITOR,
  VISITOR,
} from "../contract/compiler.js";
import { VISIT } from "../contract/runtime.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/** The bytes of a field, and how many of them there is a bit for. */
const FIELD = 4;
const MOST = 31;

/** In place of bits: an array of objects. */
const ALL = -1;

/** Reads which fields of an object a function visits. */
export class VisitedFields {
  /** @type {Binaryen} */
  #binaryen;
  /** @type {BinaryenModule} */
  #module;
  /** @type {Expressions} */
  #expressions;

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   */
  constructor(binaryen, module) {
    this.#binaryen = binaryen;
    this.#module = module;
    this.#expressions = new Expressions(binaryen);
  }

  /**
   * Returns a bit for each field that a function visits, -1 where it visits all words
   * of an array, or undefined where it does more.
   *
   * @param {string} name
   * @returns {number | undefined}
   */
  fieldsOf(name) {
    return this.#visitsArray(name) ? ALL : this.#fieldsIn(this.#bodyOf(name));
  }

  /**
   * Tells whether a function visits all elements of an array, which are objects.
   *
   * @param {string} name
   */
  #visitsArray(name) {
    if (!ARRAY_VISITOR.test(name)) return false;
    return this.#expressions
      .callsIn(this.#module, [this.#module.getFunction(name)])
      .some((call) => this.#binaryen.Call.getTarget(call) === VISIT);
  }

  /**
   * @param {number} body
   * @returns {number | undefined}
   */
  #fieldsIn(body) {
    const { Block, Call } = this.#binaryen;
    const kind = this.#expressions.kindOf(body);
    if (kind === "Nop") return 0;
    if (kind === "Block") {
      const each = Block.getChildren(body).map((child) =>
        this.#fieldsIn(child),
      );
      return each.every((fields) => fields !== undefined)
        ? each.reduce((all, fields) => all | fields, 0)
        : undefined;
    }
    if (kind !== "Call") return;
    const target = Call.getTarget(body);
    if (target.endsWith(VISITOR) || target.endsWith(OWN_VISITOR))
      return this.fieldsOf(target);
    if (target !== VISIT) return;
    const offset = this.#offsetOf(Call.getOperandAt(body, 0));
    return offset === undefined ? undefined : 1 << (offset / FIELD);
  }

  /**
   * Returns where in an object a field is that is loaded, or undefined.
   *
   * @param {number} loaded
   * @returns {number | undefined}
   */
  #offsetOf(loaded) {
    const { Call, Load } = this.#binaryen;
    const kind = this.#expressions.kindOf(loaded);
    if (kind === "Call" && Call.getTarget(loaded).includes(GETTER))
      return this.#offsetOf(this.#bodyOf(Call.getTarget(loaded)));
    if (kind !== "Load" || !this.#isObject(Load.getPtr(loaded))) return;
    const offset = Load.getOffset(loaded);
    return offset % FIELD === 0 && offset < FIELD * MOST ? offset : undefined;
  }

  /** @param {number} expression */
  #isObject(expression) {
    return (
      this.#expressions.kindOf(expression) === "LocalGet" &&
      this.#binaryen.LocalGet.getIndex(expression) === 0
    );
  }

  /** @param {string} name */
  #bodyOf(name) {
    const { Function } = this.#binaryen;
    return Function.getBody(this.#module.getFunction(name));
  }
}
