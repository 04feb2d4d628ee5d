import { ASYNCIFY } from "../contract/binaryen.js";
import { OPTIMIZE } from "../contract/compiler.js";
import {
  ENTER_SCRIPT,
  FRAME_ROOM,
  FRAMES_BEGIN,
  FRAMES_END,
  SUSPEND,
} from "../contract/sdk.js";
import { CallGraph } from "./call-graph.js";
import { functionsOf } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("assemblyscript").Program} Program
 */

/** What one local takes in a frame at most, and which call of a function waits. */
const LARGEST_LOCAL = 16;
const CALL_INDEX = 4;

/**
 * The bytes for frames where functions that wait may call themselves. V8 has a megabyte
 * for its own frames, each of which is larger than what is saved of it.
 */
const RECURSIVE_ROOM = 1 << 20;

/** The value of an option that has none; Binaryen drops one that is empty. */
const ON = "1";

/** What names have that the pass takes for a part of its lists, or writes otherwise. */
const SPECIAL = /[^\w/~.#:@|<>-]/g;

/** The same, for names whose angle brackets are not in pairs: the pass refuses such a list. */
const SPECIAL_OR_BRACKET = /[^\w/~.#:@|-]/g;

/**
 * Lets functions of scripts wait, in a module that has any: `asyncify` gives them what saves
 * their frames and takes them back. That is done once the module is optimized, as the code
 * is several times as large otherwise, and only to functions between the first one of a
 * script and `suspend`.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {Program} program
 */
export function unwindWaits(binaryen, module, program) {
  const target = program.module;
  const optimize = target[OPTIMIZE].bind(target);
  let isDone = false;
  target[OPTIMIZE] = (...options) => {
    optimize(...options);
    // With `converge` the compiler optimizes several times.
    if (!isDone) asyncify(binaryen, module);
    isDone = true;
  };
}

/**
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function asyncify(binaryen, module) {
  // The optimizer drops what nothing leads to.
  if (!module.getFunction(ENTER_SCRIPT)) return;
  const graph = new CallGraph(binaryen, module);
  // A script may run another one, as by what it cancels: that one waits by itself.
  const waiting = graph.leadingTo([SUSPEND], [ENTER_SCRIPT]).add(ENTER_SCRIPT);
  const run = graph.reachableFrom([ENTER_SCRIPT]);
  const runners = runnersIn(graph);
  const names = [...waiting].filter(
    (name) => run.has(name) && !runners.includes(name),
  );
  const options = optionsFor(graph, names, runners);
  for (const [name, value] of options) binaryen.setPassArgument(name, value);
  module.runPasses([ASYNCIFY.pass]);
  for (const [name] of options) binaryen.setPassArgument(name, null);
  for (const name of ASYNCIFY.exports) module.removeExport(name);
  setFrameRoom(binaryen, module, names, graph);
  // What the pass adds is not optimized, and some of it is for hosts that drive it. It is
  // to be small: functions are as fast as they get.
  const shrinkLevel = binaryen.getShrinkLevel();
  binaryen.setShrinkLevel(1);
  module.optimize();
  binaryen.setShrinkLevel(shrinkLevel);
}

/**
 * Returns the functions that run scripts, while whose frames are saved or taken back: what
 * `asyncify` adds would take those for theirs.
 *
 * @param {CallGraph} graph
 */
function runnersIn(graph) {
  const marks = [ENTER_SCRIPT, FRAMES_BEGIN, FRAMES_END];
  return [...graph.functions]
    .filter(([, { named }]) => marks.some((mark) => named.has(mark)))
    .map(([name]) => name);
}

/**
 * Returns what says to `asyncify` which functions wait: all that lead to its imports by
 * their names, up to those that run a script; and where a function is called by the table
 * that waits, each by its name.
 *
 * @param {CallGraph} graph
 * @param {string[]} names
 * @param {string[]} runners
 */
function optionsFor(graph, names, runners) {
  const { inTable } = graph;
  if (names.some((name) => inTable.has(name)))
    return [[ASYNCIFY.only, listOf(names)]];
  return [
    [ASYNCIFY.ignoreIndirect, ON],
    [ASYNCIFY.ignoreImports, ON],
    [ASYNCIFY.except, listOf(runners)],
  ];
}

/**
 * Returns names as one of the lists that `asyncify` takes: one that it would read otherwise
 * as a pattern. It warns of a pattern all of whose functions another one has, so that one is
 * left out.
 *
 * @param {string[]} names
 */
function listOf(names) {
  /** @type {Map<string, RegExp>} */
  const patterns = new Map();
  const isPlain = (/** @type {string} */ name) =>
    name.search(specialOf(name)) < 0;
  const plain = names.filter(isPlain);
  for (const name of names) {
    if (isPlain(name)) continue;
    if ([...patterns.values()].some((each) => each.test(name))) continue;
    const own = regexOf(name);
    for (const other of patterns.keys())
      if (own.test(other)) patterns.delete(other);
    patterns.set(name, own);
  }
  const written = [...patterns.keys()].map((name) =>
    name.replace(specialOf(name), "*"),
  );
  return [...plain, ...written].join(",");
}

/**
 * Returns what the pass would not take as it is in a name.
 *
 * @param {string} name
 */
function specialOf(name) {
  const open = name.split("<").length;
  const closed = name.split(">").length;
  return open === closed ? SPECIAL : SPECIAL_OR_BRACKET;
}

/**
 * Returns what the pattern for a name matches.
 *
 * @param {string} name
 */
function regexOf(name) {
  const parts = name
    .split(specialOf(name))
    .map((part) => part.replace(/[.|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/**
 * Writes the bytes that all frames of a script may have together into the function that
 * returns them.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {string[]} names
 * @param {CallGraph} graph
 */
function setFrameRoom(binaryen, module, names, graph) {
  const sizes = functionsOf(module)
    .map((fn) => binaryen.getFunctionInfo(fn))
    .filter(({ name }) => names.includes(name))
    .map(({ params, vars }) => {
      const locals = binaryen.expandType(params).length + vars.length;
      return locals * LARGEST_LOCAL + CALL_INDEX;
    });
  const isRecursive = graph.recursiveAmong(new Set(names)).size > 0;
  const room = isRecursive
    ? RECURSIVE_ROOM
    : sizes.reduce((sum, size) => sum + size, 0);
  if (!module.getFunction(FRAME_ROOM)) return;
  const { params, results } = binaryen.getFunctionInfo(
    module.getFunction(FRAME_ROOM),
  );
  module.removeFunction(FRAME_ROOM);
  module.addFunction(FRAME_ROOM, params, results, [], module.i32.const(room));
}
