import { Expressions } from "./expressions.js";
import { FunctionTable } from "./function-table.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/** A function, or a loop in one, and what it calls. */
class Region {
  /** @type {Set<string>} By name, or by the table where the target is known. */
  named = new Set();

  /** @type {Set<string>} By the table: the types of what is called. */
  types = new Set();

  /** @param {number} expression A function's body, or a loop. */
  constructor(expression) {
    this.expression = expression;
  }
}

/** Which function calls which, and the loops in each. */
export class CallGraph {
  /** @type {Map<string, Region>} The functions that are not imported. */
  functions = new Map();

  /** @type {Map<string, Region[]>} The loops of each function. */
  loops = new Map();

  /** @type {Map<string, string>} The functions that the host calls, by their export. */
  exports = new Map();

  /** @type {Map<string, Set<string>>} What a call by the table may reach, by type. */
  #byType = new Map();

  /** @type {Set<string | undefined>} The functions whose calls by the table are all known. */
  #known = new Set();

  /** @type {FunctionTable} */
  #table;

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
    this.#expressions = new Expressions(binaryen);
    this.#table = new FunctionTable(binaryen, module);
    for (const index of count(module.getNumExports())) {
      const { kind, name, value } = binaryen.getExportInfo(
        module.getExportByIndex(index),
      );
      if (kind === binaryen.ExternalFunction) this.exports.set(name, value);
    }
    for (const index of count(module.getNumFunctions())) {
      const fn = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
      if (fn.body) this.#readFunction(fn);
    }
    this.#known = this.#table.knownNames;
  }

  /**
   * Returns the functions that a function or a loop may call.
   *
   * @param {Region} region
   */
  calleesOf({ named, types }) {
    const byTable = [...types]
      .flatMap((type) => [...(this.#byType.get(type) ?? [])])
      .filter((name) => !this.#known.has(name));
    return new Set([...named, ...byTable]);
  }

  /**
   * Notes that a function calls nothing any more.
   *
   * @param {string} name
   * @param {number} body
   */
  empty(name, body) {
    this.functions.set(name, new Region(body));
    this.loops.set(name, []);
  }

  /** Returns the functions that any call by the table may reach. */
  get inTable() {
    return this.#table.names;
  }

  /**
   * Returns some functions, and all that calls of them may run.
   *
   * @param {Iterable<string>} names
   */
  reachableFrom(names) {
    const reached = new Set(names);
    for (const each of reached) {
      const region = this.functions.get(each);
      for (const callee of region ? this.calleesOf(region) : []) {
        reached.add(callee);
      }
    }
    return reached;
  }

  /**
   * Returns some functions, and all whose calls may run one of them.
   *
   * @param {Iterable<string>} names
   * @param {string[]} [except] Functions whose calls do not count.
   */
  leadingTo(names, except = []) {
    /** @type {Map<string, string[]>} */
    const callers = new Map();
    for (const [name, region] of this.functions) {
      if (except.includes(name)) continue;
      for (const callee of this.calleesOf(region)) {
        callers.set(callee, [...(callers.get(callee) ?? []), name]);
      }
    }
    const leading = new Set(names);
    for (const each of leading) {
      for (const caller of callers.get(each) ?? []) leading.add(caller);
    }
    return leading;
  }

  /**
   * Returns those of some functions that may call themselves, directly or by others of
   * them, and the functions between two such functions.
   *
   * @param {Set<string>} names
   */
  recursiveAmong(names) {
    const left = new Set(names);
    for (let size = Infinity; left.size < size;) {
      size = left.size;
      const called = new Set();
      for (const name of left) {
        const callees = this.#calleesAmong(name, left);
        if (callees.length === 0) left.delete(name);
        for (const callee of callees) called.add(callee);
      }
      for (const name of left) if (!called.has(name)) left.delete(name);
    }
    return left;
  }

  /**
   * @param {string} name
   * @param {Set<string>} names
   */
  #calleesAmong(name, names) {
    const region = this.functions.get(name);
    if (!region) return [];
    return [...this.calleesOf(region)].filter((callee) => names.has(callee));
  }

  /** @param {{ name: string, params: number, results: number, body: number }} fn */
  #readFunction({ name, params, results, body }) {
    const all = new Region(body);
    /** @type {Region[]} */
    const loops = [];
    /** @type {Region[]} */
    const open = [all];
    this.#expressions.walk(
      body,
      (expression, kind) => {
        if (kind === "Const") {
          this.#table.addConstant(expression);
        } else if (kind === "Loop") {
          const loop = new Region(expression);
          loops.push(loop);
          open.push(loop);
        } else if (kind === "Call") {
          const target = this.#binaryen.Call.getTarget(expression);
          for (const each of open) each.named.add(target);
        } else if (kind === "CallIndirect") {
          const target = this.#table.targetOf(expression);
          for (const each of open) {
            if (target === undefined) each.types.add(this.#typeOf(expression));
            else each.named.add(target);
          }
        }
      },
      (_, kind) => {
        if (kind === "Loop") open.pop();
      },
    );
    this.functions.set(name, all);
    this.loops.set(name, loops);
    if (!this.inTable.has(name)) return;
    const type = `${params} ${results}`;
    this.#byType.set(type, (this.#byType.get(type) ?? new Set()).add(name));
  }

  /** @param {number} call */
  #typeOf(call) {
    const { CallIndirect } = this.#binaryen;
    return `${CallIndirect.getParams(call)} ${CallIndirect.getResults(call)}`;
  }
}

/** @param {number} length */
function count(length) {
  return [...Array(length).keys()];
}
