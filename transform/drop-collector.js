import { nameIn, namesIn } from "./names.js";
import { SDK } from "./sdk.js";

/** What allocates an object, by the name that the compiler gives its function. */
const NEW = `${SDK}assembly/runtime/collector/allocateObject`;

/** What counts turns, after which to collect. */
const TURN = `${SDK}assembly/abi/turn/`;

/** What reads how many turns are open. */
const IS_IN_TURN = `${TURN}isInTurn`;

/** What there is nothing to do for where nothing is collected. */
const DROPPED = ["enter", "leave", "collect"].map((name) => TURN + name);

/** What runs once, before there is a request. */
const START = "_initialize";

/**
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(name: string) => number} getFunction 0 where there is none.
 * @property {() => number} nop
 * @property {(name: string) => void} removeFunction
 * @property {(name: string, parameters: number, results: number, variables: number[], body: number) => void} addFunction
 */

const NOTHING = 0;

/**
 * Drops the collector from a module that allocates no object once it has started:
 * no function that the host calls leads to an allocation. What the start has made
 * stays, and there is nothing else to collect.
 *
 * @param {BinaryenModule} module
 * @param {string} text What the module's `emitText` returns.
 */
export function dropCollector(module, text) {
  // A log line asks whether a turn is open.
  if (!module.getFunction(NEW) || module.getFunction(IS_IN_TURN)) return;
  const { calls, roots } = readCalls(text);
  if (reachableFrom(roots, calls).has(NEW)) return;
  for (const name of DROPPED) {
    if (!module.getFunction(name)) continue;
    module.removeFunction(name);
    module.addFunction(name, NOTHING, NOTHING, [], module.nop());
  }
}

/**
 * Reads which function calls which, and which are called from outside or by way of
 * the table.
 *
 * @param {string} text
 */
function readCalls(text) {
  /** @type {Map<string, Set<string>>} */
  const calls = new Map();
  /** @type {string[]} */
  const roots = [];
  /** @type {Set<string>} */
  let called = new Set();
  for (const line of text.split("\n")) {
    const [, keyword, name] =
      /^ *\((func|call|return_call|export|elem) (.*)$/.exec(line) ?? [];
    if (keyword === "func") calls.set(nameIn(name), (called = new Set()));
    else if (keyword === "elem") roots.push(...namesIn(name).slice(1));
    else if (keyword === "export") {
      if (!name.startsWith(`"${START}"`)) roots.push(...namesIn(name));
    } else if (keyword) called.add(nameIn(name));
  }
  return { calls, roots };
}

/**
 * @param {string[]} roots
 * @param {Map<string, Set<string>>} calls
 */
function reachableFrom(roots, calls) {
  const reached = new Set(roots);
  for (const each of reached) {
    for (const name of calls.get(each) ?? []) reached.add(name);
  }
  return reached;
}
