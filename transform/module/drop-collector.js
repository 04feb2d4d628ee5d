import { SDK } from "../source/sdk.js";

/** What allocates an object, by the name that the compiler gives its function. */
const NEW = `${SDK}assembly/runtime/collector/allocateObject`;

/** What begins and ends a callback: it counts those that are open. */
const BEGIN = `${SDK}assembly/runtime/host-entry/beginEntry`;
const END = `${SDK}assembly/runtime/host-entry/endEntry`;

/** What collects at the end of a callback. */
const COLLECT_AFTER = `${SDK}assembly/runtime/collection-schedule/collectAfterCallback`;

/** What collects: the table has it, so that the optimizer keeps it. */
const COLLECT = `${SDK}assembly/runtime/collection-schedule/collectUnlessNested`;

/** What says that there is no memory left. */
const OUT_OF_MEMORY = `${SDK}assembly/runtime/out-of-memory/outOfMemory`;

/** What reads how many callbacks are open: a filter has it that asks for a log level. */
const IS_IN_CALLBACK = `${SDK}assembly/abi/entry-depth/isInCallback`;

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
export function dropCollector({ none }, module) {
  const isCounted = module.getFunction(IS_IN_CALLBACK) !== 0;
  const nothing = () => module.nop();
  /** @type {[name: string, body: () => number][]} */
  const bodies = [
    [COLLECT_AFTER, nothing],
    [COLLECT, nothing],
    // What little it allocates, when it starts, is not worth a line in the log.
    [OUT_OF_MEMORY, () => module.unreachable()],
  ];
  // Where it is not counted the depth stays 0, at which no context counts as active:
  // see `assembly/abi/active-context.ts`.
  if (!isCounted) bodies.push([BEGIN, nothing], [END, nothing]);
  for (const [name, body] of bodies) {
    if (!module.getFunction(name)) continue;
    module.removeFunction(name);
    module.addFunction(name, none, none, [], body());
  }
}
