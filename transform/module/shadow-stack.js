import { STACK_CHECK, STACK_POINTER, TO_STACK } from "../contract/compiler.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * Takes the shadow stack out of functions. The compiler has each function that holds
 * an object note it there:
 *
 *     global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 8))
 *     call $~stack_check
 *     i64.store (global.get $__stack_pointer) (i64.const 0)
 *     …
 *     i32.store (global.get $__stack_pointer) (local.tee $text …)
 *     …
 *     global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 8))
 *
 * Where a function calls nothing that collects nobody reads it.
 */
export class ShadowStack {
  #binaryen;
  #module;
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
   * Leaves a function as the compiler makes it without a shadow stack.
   *
   * @param {string} name
   * @param {Set<string>} callees
   */
  removeFrom(name, callees) {
    if (!callees.has(STACK_CHECK) && !callees.has(TO_STACK)) return;
    const { Function, LocalSet } = this.#binaryen;
    const fn = this.#module.getFunction(name);
    let body = this.#expressions.rewrite(
      Function.getBody(fn),
      (expression, kind) => this.#without(expression, kind),
    );
    // The result of a function: it was kept in a local until the frame was left.
    if (this.#isTee(body)) body = LocalSet.getValue(body);
    Function.setBody(fn, body);
  }

  /**
   * @param {number} expression
   * @param {string} kind
   */
  #without(expression, kind) {
    const { Call, GlobalSet, MemoryFill, Store } = this.#binaryen;
    if (kind === "Call" && Call.getTarget(expression) === TO_STACK) {
      return Call.getOperandAt(expression, 0);
    }
    if (
      kind === "GlobalSet" &&
      GlobalSet.getName(expression) === STACK_POINTER
    ) {
      return this.#module.nop();
    }
    if (kind === "Call" && Call.getTarget(expression) === STACK_CHECK) {
      return this.#module.nop();
    }
    if (
      kind === "MemoryFill" &&
      this.#isPointer(MemoryFill.getDest(expression))
    ) {
      return this.#module.nop();
    }
    if (kind === "Store" && this.#isPointer(Store.getPtr(expression))) {
      return this.#effectOf(Store.getValue(expression));
    }
    return kind === "Block" ? this.#tidied(expression) : expression;
  }

  /** @param {number} expression */
  #isPointer(expression) {
    return (
      this.#expressions.kindOf(expression) === "GlobalGet" &&
      this.#binaryen.GlobalGet.getName(expression) === STACK_POINTER
    );
  }

  /**
   * Returns what is left of a value that is no longer stored.
   *
   * @param {number} value
   */
  #effectOf(value) {
    const { LocalSet } = this.#binaryen;
    const kind = this.#expressions.kindOf(value);
    if (kind === "LocalGet" || kind === "Const") return this.#module.nop();
    if (!this.#isTee(value)) return this.#module.drop(value);
    return this.#module.local.set(
      LocalSet.getIndex(value),
      LocalSet.getValue(value),
    );
  }

  /**
   * Returns a block without what does nothing, or what is in it, where that is one
   * expression.
   *
   * @param {number} block
   */
  #tidied(block) {
    const { Block, LocalGet, LocalSet } = this.#binaryen;
    if (Block.getName(block)) return block;
    const all = Block.getChildren(block);
    const children = all.filter(
      (each) => this.#expressions.kindOf(each) !== "Nop",
    );
    if (children.length === all.length) return block;
    const [set, get] = children;
    if (children.length === 0) return this.#module.nop();
    if (children.length === 1) return set;
    if (
      children.length === 2 &&
      this.#expressions.kindOf(set) === "LocalSet" &&
      !this.#isTee(set) &&
      this.#expressions.kindOf(get) === "LocalGet" &&
      LocalGet.getIndex(get) === LocalSet.getIndex(set)
    ) {
      const type = this.#binaryen.getExpressionType(get);
      return this.#module.local.tee(
        LocalSet.getIndex(set),
        LocalSet.getValue(set),
        type,
      );
    }
    Block.setChildren(block, children);
    return block;
  }

  /** @param {number} expression */
  #isTee(expression) {
    return (
      this.#expressions.kindOf(expression) === "LocalSet" &&
      this.#binaryen.LocalSet.isTee(expression)
    );
  }
}
