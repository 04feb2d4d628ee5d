import { USER_DEFINED } from "../contract/compiler.js";
import { ENTER_SCRIPT, SUSPEND } from "../contract/sdk.js";
import { sourcesOfAuthors } from "../source/sdk.js";
import { ANONYMOUS, callPlaces, isIn, START } from "./call-places.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 * @typedef {import("assemblyscript").Program} Program
 */

const ADVICE =
  "only a handler's methods, a task's run, and what they call, can wait";

/**
 * Makes it an error to wait where nothing can: in a callback of the proxy, in a function
 * that is given an answer, and while the module starts. What a function reference hides is
 * found when it runs (`assembly/runtime/refuse-wait.ts`).
 *
 * @param {Binaryen} binaryen
 * @param {CallGraph} graph
 * @param {Program} program
 */
export function refuseWaits(binaryen, graph, program) {
  const waiting = graph.leadingTo([SUSPEND], [ENTER_SCRIPT]);
  const inScripts = graph.reachableFrom([ENTER_SCRIPT]);
  const begins = [
    ...graph.exports.values(),
    // What only a reference leads to, and no script.
    ...[...graph.inTable].filter((name) => !inScripts.has(name)),
  ].filter((name) => waiting.has(name));
  const paths = sourcesOfAuthors(program).map((each) => each.internalPath);
  /** @type {Set<string>} */
  const refused = new Set();
  for (const begin of begins) {
    const own = pathFrom(graph, waiting, begin).filter((name) =>
      isIn(paths, name),
    );
    const first = own[0];
    const last = own.at(-1);
    if (first === undefined || last === undefined) continue;
    const isCallee = (/** @type {string} */ name) => waiting.has(name);
    const [range = null] = callPlaces(binaryen, program, last, isCallee);
    const where = range ? `${range.source.internalPath}:${range.start}` : last;
    if (refused.has(where)) continue;
    refused.add(where);
    program.error(
      USER_DEFINED,
      range,
      `${titleOf(first)} cannot wait${last === first ? "" : ", and leads here"}: ${ADVICE}.`,
    );
  }
}

/**
 * Returns the functions from one on to where it waits, by calls whose targets are known.
 *
 * @param {CallGraph} graph
 * @param {Set<string>} waiting
 * @param {string} begin
 */
function pathFrom(graph, waiting, begin) {
  /** @type {Map<string, string[]>} */
  const paths = new Map([[begin, [begin]]]);
  for (const [name, path] of paths) {
    if (name === SUSPEND) return path;
    for (const callee of graph.functions.get(name)?.named ?? []) {
      if (callee === ENTER_SCRIPT || !waiting.has(callee)) continue;
      if (!paths.has(callee)) paths.set(callee, [...path, callee]);
    }
  }
  return [];
}

/**
 * `assembly/index/Auth#onLog` → `Auth#onLog`.
 *
 * @param {string} name
 */
function titleOf(name) {
  if (START.test(name)) return "Code in module scope";
  return ANONYMOUS.test(name)
    ? "A function that a callback calls"
    : name.slice(name.lastIndexOf("/") + 1);
}
