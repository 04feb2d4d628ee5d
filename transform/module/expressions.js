/**
 * @typedef {(expression: number) => number} Get
 * @typedef {(expression: number) => number[]} GetAll
 * @typedef {(expression: number) => string} GetName
 * @typedef {(expression: number, child: number) => void} Set
 *
 * @typedef {object} ExpressionInfo
 * @property {number} value
 * @property {string} target
 * @property {boolean} isTee
 *
 * @typedef {object} Binaryen What is used here of the package `binaryen`.
 * @property {number} none
 * @property {number} i32
 * @property {number} ExternalFunction
 * @property {Get} getExpressionId
 * @property {Get} getExpressionType
 * @property {(expression: number) => ExpressionInfo} getExpressionInfo
 * @property {(fn: number) => { name: string, params: number, results: number, body: number }} getFunctionInfo
 * @property {(each: number) => { kind: number, name: string, value: string }} getExportInfo
 * @property {(each: number) => { init: number }} getGlobalInfo
 * @property {(segment: number) => { offset: number, data: string[] }} getElementSegmentInfo
 * @property {{ getBody: Get, setBody: Set }} Function
 * @property {{ getName: GetName, getChildren: GetAll, setChildren: (block: number, children: number[]) => void }} Block
 * @property {{ getBody: Get, setBody: Set }} Loop
 * @property {{ getTarget: GetName, getOperandAt: (call: number, index: number) => number }} Call
 * @property {{ getTarget: Get, getParams: Get, getResults: Get }} CallIndirect
 * @property {{ getIndex: Get }} LocalGet
 * @property {{ getIndex: Get, getValue: Get }} LocalSet
 * @property {{ getName: GetName }} GlobalGet
 * @property {{ getName: GetName }} GlobalSet
 * @property {{ getPtr: Get }} Load
 * @property {{ getPtr: Get, getValue: Get }} Store
 * @property {{ getDest: Get }} MemoryFill
 */

/**
 * The operands of each kind of expression that the compiler makes, in the order in
 * which they run, by the names of their accessors; "Children" and "Operands" are lists.
 *
 * @type {Record<string, string[]>}
 */
const OPERANDS = {
  Block: ["Children"],
  If: ["Condition", "IfTrue", "IfFalse"],
  Loop: ["Body"],
  Break: ["Value", "Condition"],
  Switch: ["Value", "Condition"],
  Call: ["Operands"],
  CallIndirect: ["Operands", "Target"],
  LocalGet: [],
  LocalSet: ["Value"],
  GlobalGet: [],
  GlobalSet: ["Value"],
  Load: ["Ptr"],
  Store: ["Ptr", "Value"],
  Const: [],
  Unary: ["Value"],
  Binary: ["Left", "Right"],
  Select: ["IfTrue", "IfFalse", "Condition"],
  Drop: ["Value"],
  Return: ["Value"],
  MemorySize: [],
  MemoryGrow: ["Delta"],
  MemoryInit: ["Dest", "Offset", "Size"],
  DataDrop: [],
  MemoryCopy: ["Dest", "Source", "Size"],
  MemoryFill: ["Dest", "Value", "Size"],
  Nop: [],
  Unreachable: [],
  AtomicRMW: ["Ptr", "Value"],
  AtomicCmpxchg: ["Ptr", "Expected", "Replacement"],
  AtomicWait: ["Ptr", "Expected", "Timeout"],
  AtomicNotify: ["Ptr", "NotifyCount"],
  AtomicFence: [],
  SIMDExtract: ["Vec"],
  SIMDReplace: ["Vec", "Value"],
  SIMDShuffle: ["Left", "Right"],
  SIMDTernary: ["A", "B", "C"],
  SIMDShift: ["Vec", "Shift"],
  SIMDLoad: ["Ptr"],
  SIMDLoadStoreLane: ["Ptr", "Vec"],
};

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
      Object.entries(OPERANDS).map(([kind, names]) => [
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
   * Puts what `replace` returns in the place of an expression, and of all below it
   * before. Returns the new expression.
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
    throw new Error(
      `proxy-wasm-as knows no expression of Binaryen's kind ${id}: build with assemblyscript 0.28.`,
    );
  }
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
