import { STACK_POINTER } from "../contract/compiler.js";
import { SENDS_AND_WAITS } from "../contract/sdk.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 *
 * @typedef {Set<number>} Slots Offsets in a frame of the shadow stack.
 */

/** The bytes of a slot. */
const SLOT = 4;

/**
 * Makes the frames of functions in the shadow stack smaller. The compiler notes each
 * object that is an operand of a call. A note that no collection can see is left out, as
 * another one replaces it first, or none follows; and so are slots without notes. At each
 * call during which a collection may run, the frame has the same objects as before.
 */
export class FrameTrimmer {
  #binaryen;
  #module;
  #expressions;
  #collects;

  /** @type {Map<string, Slots>} What is needed where a label leads. */
  #labels = new Map();

  /** @type {Slots} All slots of the function. */
  #all = new Set();

  /** @type {Set<number>} The notes that are seen. */
  #needed = new Set();

  /** @type {Set<number>} The notes of objects that are not needed during their call. */
  #released = new Set();

  /** @type {Set<number>} What clears the frame, before all notes. */
  #clearing = new Set();

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   * @param {(callee: string | null) => boolean} collects Whether a collection may run during
   *   a call of a function, or, for `null`, during one by the table.
   */
  constructor(binaryen, module, collects) {
    this.#binaryen = binaryen;
    this.#module = module;
    this.#expressions = new Expressions(binaryen);
    this.#collects = collects;
  }

  /**
   * Trims the frame of a function; returns whether it needs one.
   *
   * @param {string} name
   */
  trim(name) {
    const { Function } = this.#binaryen;
    const fn = this.#module.getFunction(name);
    const body = Function.getBody(fn);
    this.#labels = new Map();
    this.#needed = new Set();
    this.#released = new Set();
    this.#clearing = this.#clearingIn(body);
    this.#all = new Set(this.#notesIn(body).map((note) => this.#slotOf(note)));
    if (this.#all.size === 0) return false;
    this.#before(body, new Set());
    const kept = new Set(
      this.#notesIn(body)
        .filter((note) => this.#needed.has(note) && !this.#released.has(note))
        .map((note) => this.#slotOf(note)),
    );
    if (kept.size === 0) return false;
    Function.setBody(
      fn,
      this.#expressions.rewrite(body, (expression, kind) =>
        this.#isNote(expression, kind)
          ? this.#trimmed(expression, kept)
          : expression,
      ),
    );
    this.#shrink(fn, kept);
    return true;
  }

  /**
   * Moves the remaining slots together, and makes the frame just large enough for them.
   *
   * @param {number} fn
   * @param {Slots} kept
   */
  #shrink(fn, kept) {
    const { Function, MemoryFill, Store } = this.#binaryen;
    const size = kept.size * SLOT;
    const places = new Map(
      [...kept]
        .toSorted((one, other) => one - other)
        .map((slot, index) => [slot, index * SLOT]),
    );
    const body = this.#expressions.rewrite(
      Function.getBody(fn),
      (expression, kind) => {
        if (kind === "GlobalSet" && this.#changesPointer(expression)) {
          const change = this.#binaryen.GlobalSet.getValue(expression);
          const { Binary } = this.#binaryen;
          Binary.setRight(change, this.#module.i32.const(size));
        } else if (
          kind === "MemoryFill" &&
          this.#isFrame(MemoryFill.getDest(expression))
        ) {
          MemoryFill.setSize(expression, this.#module.i32.const(size));
        } else if (
          kind === "Store" &&
          this.#isFrame(Store.getPtr(expression))
        ) {
          if (this.#isNote(expression, kind)) {
            const place = places.get(this.#slotOf(expression)) ?? 0;
            Store.setOffset(expression, place);
          } else {
            const offset = Store.getOffset(expression);
            if (offset >= size) return this.#module.nop();
            if (offset + Store.getBytes(expression) > size) {
              return this.#module.i32.store(
                offset,
                SLOT,
                Store.getPtr(expression),
                this.#module.i32.const(0),
              );
            }
          }
        }
        return expression;
      },
    );
    Function.setBody(fn, body);
  }

  /**
   * Returns the slots that are needed before an expression, given those after it.
   *
   * @param {number} expression
   * @param {Slots} after
   * @returns {Slots}
   */
  #before(expression, after) {
    const { Block, Break, If, Loop, Switch } = this.#binaryen;
    const kind = this.#expressions.kindOf(expression);
    if (kind === "Block") {
      const name = Block.getName(expression);
      if (name) this.#labels.set(name, after);
      return this.#beforeAll(Block.getChildren(expression), after);
    }
    if (kind === "If") {
      const no = If.getIfFalse(expression);
      const arms = union(
        this.#before(If.getIfTrue(expression), after),
        no ? this.#before(no, after) : after,
      );
      return this.#before(If.getCondition(expression), arms);
    }
    if (kind === "Loop") {
      const name = Loop.getName(expression);
      /** @type {Slots} */
      let head = new Set();
      for (let size = -1; size !== head.size;) {
        size = head.size;
        if (name) this.#labels.set(name, head);
        head = union(head, this.#before(Loop.getBody(expression), after));
      }
      return head;
    }
    if (kind === "Break") {
      const target = this.#target(Break.getName(expression));
      const isConditional = Break.getCondition(expression) !== 0;
      return this.#beforeAll(
        this.#expressions.operandsOf(expression),
        isConditional ? union(target, after) : target,
      );
    }
    if (kind === "Switch") {
      const names = [
        ...Array.from({ length: Switch.getNumNames(expression) }, (_, index) =>
          Switch.getNameAt(expression, index),
        ),
        Switch.getDefaultName(expression),
      ];
      return this.#beforeAll(
        this.#expressions.operandsOf(expression),
        names.reduce(
          (all, name) => union(all, this.#target(name)),
          /** @type {Slots} */ (new Set()),
        ),
      );
    }
    return this.#beforeAll(
      this.#expressions.operandsOf(expression),
      this.#through(expression, kind, after),
    );
  }

  /**
   * Returns the slots that are needed before the effect of an expression, without its
   * operands.
   *
   * @param {number} expression
   * @param {string} kind
   * @param {Slots} after
   * @returns {Slots}
   */
  #through(expression, kind, after) {
    if (kind === "Return" || kind === "Unreachable") return new Set();
    if (kind === "Call") {
      const target = this.#binaryen.Call.getTarget(expression);
      const collects = this.#collects(target);
      if (!collects) this.#release(expression);
      else if (SENDS_AND_WAITS.includes(target)) this.#release(expression, 1);
      return collects ? this.#all : after;
    }
    if (kind === "CallIndirect")
      return this.#collects(null) ? this.#all : after;
    if (!this.#isNote(expression, kind)) return after;
    const slot = this.#slotOf(expression);
    if (!after.has(slot)) return after;
    this.#needed.add(expression);
    const before = new Set(after);
    before.delete(slot);
    return before;
  }

  /**
   * Marks the notes of a call's operands that are not needed while it runs. They are needed
   * where a later operand may collect as it is made.
   *
   * @param {number} call
   * @param {number} [count] How many operands, the first ones, are not needed.
   */
  #release(call, count = Infinity) {
    const { Block } = this.#binaryen;
    const operands = this.#expressions.operandsOf(call);
    for (let index = operands.length - 1; index >= 0; index--) {
      const operand = operands[index];
      if (index < count && this.#expressions.kindOf(operand) === "Block") {
        const notes = Block.getChildren(operand).filter((each) =>
          this.#isNote(each, this.#expressions.kindOf(each)),
        );
        if (notes.length === 1) this.#released.add(notes[0]);
      }
      if (this.#mayCollect(operand)) return;
    }
  }

  /** @param {number} expression */
  #mayCollect(expression) {
    const { Call } = this.#binaryen;
    let found = false;
    this.#expressions.walk(
      expression,
      (each, kind) => {
        if (kind === "Call") found ||= this.#collects(Call.getTarget(each));
        else if (kind === "CallIndirect") found ||= this.#collects(null);
      },
      () => {},
    );
    return found;
  }

  /**
   * Returns what is left of a note.
   *
   * @param {number} note
   * @param {Slots} kept
   */
  #trimmed(note, kept) {
    const { Store } = this.#binaryen;
    const isNeeded = this.#needed.has(note);
    if (isNeeded && !this.#released.has(note)) return note;
    const effect = this.#effectOf(Store.getValue(note));
    if (!isNeeded || !kept.has(this.#slotOf(note))) return effect;
    // The slot has what an earlier note has left.
    const cleared = this.#module.i32.store(
      this.#slotOf(note),
      SLOT,
      Store.getPtr(note),
      this.#module.i32.const(0),
    );
    return this.#module.block(null, [effect, cleared]);
  }

  /**
   * @param {number[]} expressions
   * @param {Slots} after
   */
  #beforeAll(expressions, after) {
    return expressions.reduceRight(
      (needed, each) => this.#before(each, needed),
      after,
    );
  }

  /** @param {string} name */
  #target(name) {
    return this.#labels.get(name) ?? this.#all;
  }

  /** @param {number} body */
  #notesIn(body) {
    /** @type {number[]} */
    const notes = [];
    this.#expressions.walk(
      body,
      (expression, kind) => {
        if (this.#isNote(expression, kind)) notes.push(expression);
      },
      () => {},
    );
    return notes;
  }

  /**
   * Tells whether an expression notes an object, and is not what clears the frame.
   *
   * @param {number} expression
   * @param {string} kind
   */
  #isNote(expression, kind) {
    const { Store } = this.#binaryen;
    return (
      kind === "Store" &&
      this.#isFrame(Store.getPtr(expression)) &&
      !this.#clearing.has(expression)
    );
  }

  /**
   * Returns what clears a frame: the stores of zeros before any others.
   *
   * @param {number} body
   */
  #clearingIn(body) {
    const { Store } = this.#binaryen;
    /** @type {Set<number>} */
    const clearing = new Set();
    let isOver = false;
    this.#expressions.walk(
      body,
      (expression, kind) => {
        if (kind !== "Store" || !this.#isFrame(Store.getPtr(expression)))
          return;
        const value = Store.getValue(expression);
        if (this.#expressions.kindOf(value) !== "Const") isOver = true;
        else if (!isOver) clearing.add(expression);
      },
      () => {},
    );
    return clearing;
  }

  /** @param {number} note */
  #slotOf(note) {
    return this.#binaryen.Store.getOffset(note);
  }

  /** @param {number} expression */
  #isFrame(expression) {
    return (
      this.#expressions.kindOf(expression) === "GlobalGet" &&
      this.#binaryen.GlobalGet.getName(expression) === STACK_POINTER
    );
  }

  /** @param {number} set */
  #changesPointer(set) {
    const { Binary, GlobalSet } = this.#binaryen;
    const value = GlobalSet.getValue(set);
    return (
      GlobalSet.getName(set) === STACK_POINTER &&
      this.#expressions.kindOf(value) === "Binary" &&
      this.#isFrame(Binary.getLeft(value))
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
    if (kind !== "LocalSet" || !LocalSet.isTee(value))
      return this.#module.drop(value);
    return this.#module.local.set(
      LocalSet.getIndex(value),
      LocalSet.getValue(value),
    );
  }
}

/**
 * @param {Slots} one
 * @param {Slots} other
 * @returns {Slots}
 */
function union(one, other) {
  return new Set([...one, ...other]);
}
