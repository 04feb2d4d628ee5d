import { INITIALIZE } from "../contract/compiler.js";
import {
  BEGIN_ENTRY,
  COLLECT_AFTER,
  COLLECT_UNLESS_NESTED,
  END_ENTRY,
  IS_IN_CALLBACK,
  NEW,
  OUT_OF_MEMORY,
} from "../contract/runtime.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 */

/**
 * Tells whether a module allocates objects once it has started: a function that the
 * host calls leads to an allocation. What the start allocates stays in use, so there is
 * nothing to collect where nothing is allocated later.
 *
 * @param {CallGraph} graph
 */
export function makesGarbage(graph) {
  const called = [...graph.exports]
    .filter(([name]) => name !== INITIALIZE)
    .map(([, target]) => target);
  return graph.reachableFrom([...called, ...graph.inTable]).has(NEW);
}

/**
 * Drops the collector from a module that makes no garbage, and the count of open
 * callbacks where nothing reads it.
 *
 * Three things read that count: the collector, which is gone; the contexts, by which one
 * is active in which callback; and `IS_IN_CALLBACK`. A count that stays at 0 is right for the
 * contexts as well, since then none is ever noted as the active one
 * (`assembly/abi/active-context.ts`). So `IS_IN_CALLBACK` in a module is what shows that the count is
 * needed.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function dropCollector({ none }, module) {
  // A filter that logs asks whether a callback runs, or the start.
  const isCounted = module.getFunction(IS_IN_CALLBACK) !== 0;
  const nothing = () => module.nop();
  /** @type {[name: string, body: () => number][]} */
  const bodies = [
    [COLLECT_AFTER, nothing],
    [COLLECT_UNLESS_NESTED, nothing],
    // What little it allocates, when it starts, is not worth a line in the log.
    [OUT_OF_MEMORY, () => module.unreachable()],
  ];
  if (!isCounted) bodies.push([BEGIN_ENTRY, nothing], [END_ENTRY, nothing]);
  for (const [name, body] of bodies) {
    if (!module.getFunction(name)) continue;
    module.removeFunction(name);
    module.addFunction(name, none, none, [], body());
  }
}
