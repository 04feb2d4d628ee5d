import { INDEXED, LENGTH } from "../contract/compiler.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 */

/** What is added to the name of a function that does not check its index. */
const UNCHECKED = "~unchecked";

/**
 * Takes the check of the index out of a loop over all elements:
 *
 *     for (let i = 0; i < bytes.length; i++) {
 *       if (bytes[i] == 0x20) bytes[i] = 0x5f;
 *     }
 *
 * There the index cannot be out of range: it begins at 0 or above, only the loop's own step
 * changes it, and the array has one length for all of its life. An array that may grow,
 * `Array<T>`, keeps its checks, and so does what is read at another index.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 */
export function dropBoundsChecks(binaryen, module, graph) {
  const loops = new IndexLoops(binaryen, module);
  for (const [name, { named }] of graph.functions) {
    const reads = [...named].some((callee) => INDEXED.test(callee));
    if (reads && graph.loops.has(name)) loops.uncheckIn(name);
  }
}

/** The loops over all elements of an array. */
class IndexLoops {
  #binaryen;
  #module;
  #expressions;

  /** @type {Map<string, string | undefined>} Each with its copy, where it can have one. */
  #copies = new Map();

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   */
  constructor(binaryen, module) {
    this.#binaryen = binaryen;
    this.#module = module;
    this.#expressions = new Expressions(binaryen);
  }

  /** @param {string} name */
  uncheckIn(name) {
    const { Function } = this.#binaryen;
    const body = Function.getBody(this.#module.getFunction(name));
    this.#visit(body, new Set());
  }

  /**
   * Goes over an expression, with the locals that are at least 0 as it begins. Adds those
   * that are when it has run.
   *
   * @param {number} expression
   * @param {Set<number>} natural
   */
  #visit(expression, natural) {
    const kind = this.#expressions.kindOf(expression);
    if (kind === "Loop") {
      const loop = this.#readLoop(expression);
      if (loop && natural.has(loop.index)) this.#uncheck(loop);
    }
    const isInOrder = kind === "Block" || kind === "Loop" || kind === "If";
    const sets = this.#setsIn(expression);
    const within =
      kind === "Loop"
        ? new Set([...natural].filter((each) => !sets.includes(each)))
        : new Set(isInOrder ? natural : []);
    for (const each of this.#expressions.operandsOf(expression)) {
      this.#visit(each, kind === "If" ? new Set(within) : within);
    }
    for (const each of sets) natural.delete(each);
    if (kind === "LocalSet" && this.#isNatural(expression)) {
      natural.add(this.#binaryen.LocalSet.getIndex(expression));
    }
    // What a block without a name begins, it ends.
    if (kind === "Block" && this.#binaryen.Block.getName(expression) === null) {
      for (const each of within) natural.add(each);
    }
  }

  /** @param {number} set */
  #isNatural(set) {
    const { Const, LocalSet } = this.#binaryen;
    const value = LocalSet.getValue(set);
    return (
      this.#binaryen.getExpressionType(value) === this.#binaryen.i32 &&
      this.#expressions.kindOf(value) === "Const" &&
      Const.getValueI32(value) >= 0
    );
  }

  /**
   * Reads a loop of the compiler's form:
   *
   *     (loop $next
   *       (if (i32.lt_s (local.get $i) (call …#get:length (local.get $array)))
   *         (block … (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $next))))
   *
   * A loop that allocates has a call in front, which may collect.
   *
   * @param {number} loop
   */
  #readLoop(loop) {
    const { Binary, Block, Call, If, Loop, LtSInt32 } = this.#binaryen;
    const test = this.#lastOf(Loop.getBody(loop), "Call");
    if (this.#expressions.kindOf(test) !== "If" || If.getIfFalse(test)) return;
    const condition = If.getCondition(test);
    const body = If.getIfTrue(test);
    if (this.#expressions.kindOf(condition) !== "Binary") return;
    if (Binary.getOp(condition) !== LtSInt32) return;
    const index = this.#localOf(Binary.getLeft(condition));
    const length = Binary.getRight(condition);
    if (index === undefined) return;
    if (this.#expressions.kindOf(length) !== "Call") return;
    const [, type] = LENGTH.exec(Call.getTarget(length)) ?? [];
    const array = this.#localOf(Call.getOperandAt(length, 0));
    if (type === undefined || array === undefined) return;
    if (this.#expressions.kindOf(body) !== "Block") return;
    const [next, step] = Block.getChildren(body).toReversed();
    const isStep = step !== undefined && this.#isStep(step, index);
    if (!isStep || !this.#isBreakTo(next, Loop.getName(loop))) return;
    const sets = this.#setsIn(loop);
    if (sets.includes(array)) return;
    if (sets.filter((each) => each === index).length > 1) return;
    if (this.#breaksIn(loop, Loop.getName(loop)) > 1) return;
    return { body, type, array, index };
  }

  /**
   * @param {number} expression
   * @param {number} index
   */
  #isStep(expression, index) {
    const { AddInt32, Binary, Const, LocalSet } = this.#binaryen;
    if (this.#expressions.kindOf(expression) !== "LocalSet") return false;
    const value = LocalSet.getValue(expression);
    return (
      LocalSet.getIndex(expression) === index &&
      this.#expressions.kindOf(value) === "Binary" &&
      Binary.getOp(value) === AddInt32 &&
      this.#localOf(Binary.getLeft(value)) === index &&
      this.#expressions.kindOf(Binary.getRight(value)) === "Const" &&
      Const.getValueI32(Binary.getRight(value)) === 1
    );
  }

  /**
   * @param {number} expression
   * @param {string} name
   */
  #isBreakTo(expression, name) {
    const { Break } = this.#binaryen;
    return (
      this.#expressions.kindOf(expression) === "Break" &&
      Break.getName(expression) === name &&
      Break.getCondition(expression) === 0
    );
  }

  /**
   * Returns the local whose value an expression is, perhaps kept in another one, too, or on
   * the shadow stack:
   *
   *     (block (local.set $kept (local.get $array)) (i32.store …) (local.get $kept))
   *
   * @param {number} expression
   * @returns {number | undefined}
   */
  #localOf(expression) {
    const { Block, LocalGet, LocalSet } = this.#binaryen;
    const kind = this.#expressions.kindOf(expression);
    if (kind === "LocalGet") return LocalGet.getIndex(expression);
    if (kind === "Block") {
      const [keeps, ...others] = Block.getChildren(expression);
      if (keeps === undefined || this.#expressions.kindOf(keeps) !== "LocalSet")
        return;
      const last = this.#lastOf(expression, "LocalSet", "Store");
      if (last === expression || others.length > 2) return;
      const isKept = this.#localOf(last) === LocalSet.getIndex(keeps);
      return isKept ? this.#localOf(LocalSet.getValue(keeps)) : undefined;
    }
    const isTee = kind === "LocalSet" && LocalSet.isTee(expression);
    return isTee ? this.#localOf(LocalSet.getValue(expression)) : undefined;
  }

  /**
   * Returns the last expression of a block that has only some kinds of others in front; and
   * any other expression as it is.
   *
   * @param {number} expression
   * @param {string[]} kinds
   */
  #lastOf(expression, ...kinds) {
    const { Block } = this.#binaryen;
    if (this.#expressions.kindOf(expression) !== "Block") return expression;
    const children = Block.getChildren(expression);
    const last = children.pop();
    const isPlain = children.every((each) =>
      kinds.includes(this.#expressions.kindOf(each)),
    );
    const isOwn = Block.getName(expression) === null && last !== undefined;
    return isOwn && isPlain ? last : expression;
  }

  /**
   * The locals that an expression sets, each as often as it does.
   *
   * @param {number} expression
   */
  #setsIn(expression) {
    /** @type {number[]} */
    const sets = [];
    this.#expressions.walk(
      expression,
      (each, kind) => {
        if (kind !== "LocalSet") return;
        sets.push(this.#binaryen.LocalSet.getIndex(each));
      },
      () => {},
    );
    return sets;
  }

  /**
   * How often an expression goes to a label.
   *
   * @param {number} expression
   * @param {string} name
   */
  #breaksIn(expression, name) {
    const { Break } = this.#binaryen;
    let count = 0;
    this.#expressions.walk(
      expression,
      (each, kind) => {
        if (kind === "Break" && Break.getName(each) === name) count++;
        // The compiler's go to blocks only.
        if (kind === "Switch") count += 2;
      },
      () => {},
    );
    return count;
  }

  /** @param {{ body: number, type: string, array: number, index: number }} loop */
  #uncheck({ body, type, array, index }) {
    const { Call } = this.#binaryen;
    this.#expressions.walk(
      body,
      (each, kind) => {
        if (kind !== "Call") return;
        const target = Call.getTarget(each);
        if (INDEXED.exec(target)?.[1] !== type) return;
        if (this.#localOf(Call.getOperandAt(each, 0)) !== array) return;
        if (this.#localOf(Call.getOperandAt(each, 1)) !== index) return;
        const copy = this.#copyOf(target);
        if (copy !== undefined) Call.setTarget(each, copy);
      },
      () => {},
    );
  }

  /**
   * Returns the name of a function that does as another does, but for its first check.
   *
   * @param {string} name
   */
  #copyOf(name) {
    if (!this.#copies.has(name)) this.#copies.set(name, this.#copied(name));
    return this.#copies.get(name);
  }

  /** @param {string} name */
  #copied(name) {
    const { Block } = this.#binaryen;
    const { params, results, vars, body } = this.#binaryen.getFunctionInfo(
      this.#module.getFunction(name),
    );
    const copy = this.#module.copyExpression(body);
    if (this.#expressions.kindOf(copy) !== "Block") return;
    const at = Block.getChildren(copy).findIndex((each) => this.#isCheck(each));
    if (at < 0) return;
    Block.setChildAt(copy, at, this.#module.nop());
    this.#module.addFunction(name + UNCHECKED, params, results, vars, copy);
    return name + UNCHECKED;
  }

  /**
   * Whether an expression compares the index with a length, and throws.
   *
   * @param {number} expression
   */
  #isCheck(expression) {
    const { Binary, GeUInt32, If } = this.#binaryen;
    if (this.#expressions.kindOf(expression) !== "If") return false;
    const condition = If.getCondition(expression);
    return (
      !If.getIfFalse(expression) &&
      this.#expressions.kindOf(condition) === "Binary" &&
      Binary.getOp(condition) === GeUInt32 &&
      this.#localOf(Binary.getLeft(condition)) === 1
    );
  }
}
