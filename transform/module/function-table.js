import { Expressions } from "./expressions.js";
import { CALL_INDIRECT } from "../contract/sdk.js";

/** The bytes of an address. */
const WORD = 4;

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * The functions of a module's table. A function as a value is an object in static
 * memory that begins with its number in the table:
 *
 *     call_indirect (i32.load (i32.const 4288))   the function whose object is there
 */
export class FunctionTable {
  /** @type {Map<number, string>} */
  #functions = new Map();

  /** @type {{ offset: number, bytes: DataView }[]} */
  #data;

  /** @type {number[]} All constants in functions. */
  #constants = [];

  /** @type {number[]} Those of them that say what is called by the table. */
  #calledAt = [];

  /** @type {BinaryenModule} */
  #module;

  /** @type {Expressions} */
  #expressions;

  /** @type {Binaryen} */
  #binaryen;

  /**
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   */
  constructor(binaryen, module) {
    this.#binaryen = binaryen;
    this.#module = module;
    this.#expressions = new Expressions(binaryen);
    this.#data = count(module.getNumDataSegments())
      .map((index) =>
        module.getDataSegmentInfo(module.getDataSegmentByIndex(index)),
      )
      .map(({ offset, data }) => ({ offset, bytes: new DataView(data) }));
    for (const index of count(module.getNumElementSegments())) {
      const { offset, data } = binaryen.getElementSegmentInfo(
        module.getElementSegmentByIndex(index),
      );
      const first = this.#valueOf(offset);
      data.forEach((name, i) => this.#functions.set(first + i, name));
    }
  }

  /** Returns all functions in the table. */
  get names() {
    return new Set(this.#functions.values());
  }

  /**
   * Notes a constant in a function.
   *
   * @param {number} expression
   */
  addConstant(expression) {
    this.#constants.push(this.#valueOf(expression));
  }

  /**
   * Returns which function a call by the table calls, where it is always the same one:
   * its number is loaded from an object in static memory.
   *
   * @param {number} call
   */
  targetOf(call) {
    const { CallIndirect, Load } = this.#binaryen;
    const target = CallIndirect.getTarget(call);
    if (this.#expressions.kindOf(target) !== "Load") return undefined;
    const address = this.#constantOf(Load.getPtr(target));
    if (address === undefined) return undefined;
    this.#calledAt.push(address);
    return this.#functionAt(address);
  }

  /**
   * Returns the function that an object in static memory stands for.
   *
   * @param {number} address
   */
  #functionAt(address) {
    const data = this.#data.find(
      ({ offset, bytes }) =>
        address >= offset && address + WORD <= offset + bytes.byteLength,
    );
    if (!data) return undefined;
    return this.#functions.get(
      data.bytes.getUint32(address - data.offset, true),
    );
  }

  /**
   * Returns the functions that are called by the table only where it is known which:
   * nothing else has the address of their object. All constants are to be noted before.
   */
  get knownNames() {
    const addresses = new Set(this.#calledAt);
    const others = [
      ...withoutEach(this.#constants, this.#calledAt),
      ...this.#data.flatMap(({ bytes }) => wordsOf(bytes)),
      ...this.#globals(),
    ];
    for (const each of others) addresses.delete(each);
    return new Set([...addresses].map((each) => this.#functionAt(each)));
  }

  /**
   * Returns the number that a constant is, or NaN for one of 64 bits: an address has 32.
   *
   * @param {number} constant
   */
  #valueOf(constant) {
    const info = this.#binaryen.getExpressionInfo(constant);
    const { value } =
      /** @type {import("assemblyscript/binaryen").default.ConstInfo} */ (info);
    return typeof value === "number" ? value : NaN;
  }

  /** Returns the constants that globals begin with. */
  #globals() {
    return count(this.#module.getNumGlobals())
      .map((index) => this.#module.getGlobalByIndex(index))
      .map((global) => this.#binaryen.getGlobalInfo(global).init)
      .filter((init) => init !== 0)
      .map((init) => this.#constantOf(init) ?? 0);
  }

  /**
   * @param {number} expression
   * @returns {number | undefined}
   */
  #constantOf(expression) {
    const kind = this.#expressions.kindOf(expression);
    const { Block, Call, LocalGet, LocalSet } = this.#binaryen;
    if (kind === "Const") {
      return this.#valueOf(expression);
    }
    if (
      kind === "Call" &&
      Call.getTarget(expression).startsWith(`${CALL_INDIRECT}<`)
    ) {
      return this.#constantOf(Call.getOperandAt(expression, 0));
    }
    // By a name a branch may leave it, with another value.
    if (kind !== "Block" || Block.getName(expression)) return undefined;
    const children = Block.getChildren(expression);
    const [first] = children;
    const last = children[children.length - 1];
    // A value that is also kept in the shadow stack: set, store, get.
    if (this.#expressions.kindOf(last) === "LocalGet") {
      return children.length <= 3 &&
        this.#expressions.kindOf(first) === "LocalSet" &&
        LocalSet.getIndex(first) === LocalGet.getIndex(last)
        ? this.#constantOf(LocalSet.getValue(first))
        : undefined;
    }
    // The number of arguments is noted before it.
    return this.#constantOf(last);
  }
}

/** @param {number} length */
function count(length) {
  return [...Array(length).keys()];
}

/**
 * Returns numbers without each of some of them, once.
 *
 * @param {number[]} numbers
 * @param {number[]} some
 */
function withoutEach(numbers, some) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const each of some) counts.set(each, (counts.get(each) ?? 0) + 1);
  return numbers.filter((each) => {
    const left = counts.get(each) ?? 0;
    counts.set(each, left - 1);
    return left <= 0;
  });
}

/** @param {DataView} bytes */
function wordsOf(bytes) {
  return count(Math.floor(bytes.byteLength / WORD)).map((index) =>
    bytes.getUint32(index * WORD, true),
  );
}
