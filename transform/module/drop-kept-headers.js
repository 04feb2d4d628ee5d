import {
  GIVE_BUFFER,
  KEPT_HEADERS,
  READS_HEADERS,
  WANT_BUFFER,
} from "../contract/sdk.js";
import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 */

/** How many reads a callback must have for a copy of the headers to be worth its code. */
const SEVERAL = 3;

/**
 * Empties what keeps a copy of the headers (`assembly/abi/kept-headers.ts`) in a module
 * that reads fewer than `SEVERAL` headers in each callback: a copy would seldom pay there.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 */
export function dropKeptHeaders(binaryen, module, graph) {
  if (mostReads(binaryen, graph) >= SEVERAL) return;
  for (const name of KEPT_HEADERS) empty(binaryen, module, graph, name);
  const wanting = graph.leadingTo([WANT_BUFFER]);
  const roots = [...graph.exports.values(), ...graph.inTable];
  if (!roots.some((name) => wanting.has(name))) {
    empty(binaryen, module, graph, GIVE_BUFFER);
  }
}

/**
 * Gives a function a body that does nothing and returns 0.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 * @param {string} name
 */
function empty(binaryen, module, graph, name) {
  const old = module.getFunction(name);
  if (!old) return;
  const { params, results } = binaryen.getFunctionInfo(old);
  const zero = module.i32.const(0);
  const body =
    results === binaryen.none
      ? module.nop()
      : results === binaryen.i64
        ? module.i64.extend_u(zero)
        : zero;
  module.removeFunction(name);
  module.addFunction(name, params, results, [], body);
  graph.empty(name, body);
}

/**
 * Returns how many reads of headers the calls of one function run, at most: of one that the
 * host calls, or that is called by the table. A read in a loop counts as several.
 *
 * @param {Binaryen} binaryen
 * @param {CallGraph} graph
 */
function mostReads(binaryen, graph) {
  const expressions = new Expressions(binaryen);
  const leading = graph.leadingTo(READS_HEADERS);
  /** @type {Map<string, number>} Where one is recursive, 0 until it is known. */
  const reads = new Map(READS_HEADERS.map((name) => [name, 1]));
  /** @param {string} name @returns {number} */
  const readsOf = (name) => {
    const known = reads.get(name);
    if (known !== undefined || !leading.has(name)) return known ?? 0;
    reads.set(name, 0);
    let loops = 0;
    let sum = 0;
    expressions.walk(
      graph.functions.get(name)?.expression ?? 0,
      (expression, kind) => {
        if (kind === "Loop") loops++;
        if (kind !== "Call") return;
        const each = readsOf(binaryen.Call.getTarget(expression));
        sum += loops > 0 ? each * SEVERAL : each;
      },
      (_, kind) => {
        if (kind === "Loop") loops--;
      },
    );
    reads.set(name, sum);
    return sum;
  };
  const roots = [...graph.exports.values(), ...graph.inTable];
  return Math.max(0, ...roots.map(readsOf));
}
