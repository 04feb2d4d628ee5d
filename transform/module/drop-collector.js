import { SDK } from "../source/sdk.js";

/** What allocates an object, by the name that the compiler gives its function. */
const NEW = `${SDK}assembly/runtime/collector/allocateObject`;

/** What begins and ends a callback. */
const ENTER = `${SDK}assembly/runtime/turn/enter`;
const LEAVE = `${SDK}assembly/runtime/turn/leave`;

/** What collects: the table has it, so that the optimizer keeps it. */
const COLLECT = `${SDK}assembly/runtime/collector/collectInTurn`;

/** What says that there is no memory left. */
const OUT_OF_MEMORY = `${SDK}assembly/abi/end-filter/outOfMemory`;

/** What reads how many callbacks are open, and what counts down. */
const IS_IN_TURN = `${SDK}assembly/abi/turn/isInTurn`;
const CLOSE_TURN = `${SDK}assembly/abi/turn/closeTurn`;

/** What runs once, before there is a request. */
const START = "_initialize";

/**
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 * @typedef {import("./expressions.js").Binaryen} Binaryen
 *
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(name: string) => number} getFunction 0 where there is none.
 * @property {() => number} nop
 * @property {() => number} unreachable
 * @property {(expression: number) => number} drop
 * @property {(name: string, operands: number[], type: number) => number} call
 * @property {(name: string) => void} removeFunction
 * @property {(name: string, parameters: number, results: number, variables: number[], body: number) => void} addFunction
 */

/**
 * Tells whether a module allocates objects once it has started: a function that the
 * host calls leads to an allocation. What the start has made stays, and where nothing
 * is allocated later there is nothing to collect.
 *
 * @param {CallGraph} graph
 */
export function makesGarbage(graph) {
  const called = [...graph.exports]
    .filter(([name]) => name !== START)
    .map(([, target]) => target);
  return graph.reachableFrom([...called, ...graph.inTable]).has(NEW);
}

/**
 * Drops the collector from a module that makes no garbage, and the count of open
 * callbacks where nothing reads it.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function dropCollector({ i32, none }, module) {
  // A log line asks whether a callback runs, or the start.
  const isCounted = module.getFunction(IS_IN_TURN) !== 0;
  const nothing = () => module.nop();
  const uncount = () => module.drop(module.call(CLOSE_TURN, [], i32));
  /** @type {[name: string, body: () => number][]} */
  const bodies = [
    [LEAVE, isCounted ? uncount : nothing],
    [COLLECT, nothing],
    // What little it allocates, when it starts, is not worth a line in the log.
    [OUT_OF_MEMORY, () => module.unreachable()],
  ];
  if (!isCounted) bodies.push([ENTER, nothing]);
  for (const [name, body] of bodies) {
    if (!module.getFunction(name)) continue;
    module.removeFunction(name);
    module.addFunction(name, none, none, [], body());
  }
}
