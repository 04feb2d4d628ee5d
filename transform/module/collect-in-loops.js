import {
  LIBRARY,
  STACK_CHECK,
  STACK_END,
  STACK_POINTER,
  TO_STACK,
  WITH_DEFAULTS,
} from "../contract/compiler.js";
import {
  COLLECT,
  COLLECT_IF_DUE,
  END_ENTRY,
  NEW,
  OUT_OF_MEMORY,
  OWN_RUNTIME,
} from "../contract/runtime.js";
import {
  ENTER_SCRIPT,
  MODEL_CODE,
  MODEL_METHOD,
  RUNS_SCRIPT,
  SUSPEND,
} from "../contract/sdk.js";
import { ShadowStack } from "./shadow-stack.js";
import { FrameTrimmer } from "./trim-frames.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./call-graph.js").CallGraph} CallGraph
 */

/**
 * Has a filter collect garbage within a callback: at the head of each loop that
 * allocates, and at the entry of each function that calls itself and allocates. What
 * runs straight ahead allocates little, and what reads and writes models leaves little
 * behind.
 *
 * A collection needs to know which objects the functions that run hold. The compiler
 * has all functions write them to a shadow stack (`program/replace-runtime.js`); here
 * it is taken out of those during whose calls nothing is collected, which are most.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 */
export function collectInLoops(binaryen, module, graph) {
  const points = collectionPoints(binaryen, module, graph);
  const during = graph.leadingTo([COLLECT, ...points.keys()], [END_ENTRY]);
  // While a script waits, callbacks of others end, and collect; what runs it has returned.
  const waiting = graph.leadingTo([SUSPEND], [ENTER_SCRIPT]);
  const collecting = new Set([...during, ...waiting]);
  for (const name of waiting) if (!RUNS_SCRIPT.test(name)) during.add(name);
  if (graph.functions.has(SUSPEND))
    trimFrames(binaryen, module, graph, collecting, during, points);
  removeShadowStack(binaryen, module, graph, during);
  for (const place of [...points.values()].flat()) place();
}

/**
 * Trims the frames of functions in a module that has scripts, where they are copied as one
 * waits. What needs none is taken out of those during whose calls garbage is collected.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 * @param {Set<string>} collecting The functions during whose calls garbage is collected.
 * @param {Set<string>} during Those of them that need frames.
 * @param {Map<string, unknown>} points Those that collect themselves.
 */
function trimFrames(binaryen, module, graph, collecting, during, points) {
  const byTable = [...graph.inTable].some((name) => collecting.has(name));
  const trimmer = new FrameTrimmer(binaryen, module, (callee) =>
    callee === null ? byTable : collecting.has(callee),
  );
  for (const name of collecting) {
    const region = graph.functions.get(name);
    // One that collects itself does so between any two notes.
    if (!region?.named.has(STACK_CHECK) || points.has(name)) continue;
    if (!trimmer.trim(name)) during.delete(name);
  }
}

/**
 * Leaves a filter that never collects without a shadow stack.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 */
export function dropShadowStack(binaryen, module, graph) {
  removeShadowStack(binaryen, module, graph, new Set());
}

/**
 * Takes the shadow stack out of all functions but those during whose calls garbage is
 * collected.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 * @param {Set<string>} during
 */
function removeShadowStack(binaryen, module, graph, during) {
  const shadowStack = new ShadowStack(binaryen, module);
  for (const [name, { named }] of graph.functions) {
    // The collector holds objects by their addresses alone.
    const needsFrame = during.has(name) && !name.startsWith(OWN_RUNTIME);
    if (needsFrame && !named.has(TO_STACK)) continue;
    shadowStack.removeFrom(name, named);
  }
  checkStack(binaryen, module);
}

/**
 * Returns the functions in which to collect, each with what places the calls.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {CallGraph} graph
 */
function collectionPoints(binaryen, module, graph) {
  const { Function, Loop, getExpressionType, none } = binaryen;
  const allocating = new Set(
    [...graph.leadingTo([NEW])].filter(
      (name) =>
        !name.startsWith(OWN_RUNTIME) &&
        // What only a failed check leads to: the compiler has left it half done.
        !graph.functions.get(name)?.named.has(TO_STACK),
    ),
  );
  /** @param {number} body */
  const collectBefore = (body) =>
    module.block(
      null,
      [module.call(COLLECT_IF_DUE, [], none), body],
      getExpressionType(body),
    );
  const recursive = graph.recursiveAmong(allocating);
  /** @type {Map<string, (() => void)[]>} */
  const points = new Map();
  for (const name of allocating) {
    if (isModelCode(name)) continue;
    const places = (graph.loops.get(name) ?? [])
      .filter((loop) =>
        [...graph.calleesOf(loop)].some(
          (callee) =>
            allocating.has(callee) || (callee === NEW && !isLibrary(name)),
        ),
      )
      .map(({ expression }) => () => {
        Loop.setBody(expression, collectBefore(Loop.getBody(expression)));
      });
    if (recursive.has(name) && !name.endsWith(WITH_DEFAULTS)) {
      places.push(() => {
        const fn = module.getFunction(name);
        Function.setBody(fn, collectBefore(Function.getBody(fn)));
      });
    }
    if (places.length > 0) points.set(name, places);
  }
  return points;
}

/**
 * Tells whether a function is one of a library. In the compiler's own, a loop that
 * allocates by itself may have the object's address only as a number. In a filter such
 * a loop has a constructor that is put into it, by `@inline`.
 *
 * @param {string} name
 */
function isLibrary(name) {
  return name.startsWith(LIBRARY);
}

/**
 * Tells whether a function reads models from JSON or writes JSON. What such functions leave
 * behind is in proportion to the document and to what is made of it, so that can wait for a
 * loop of the filter or the end of the callback.
 *
 * @param {string} name
 */
function isModelCode(name) {
  return (
    MODEL_METHOD.test(name) || MODEL_CODE.some((file) => name.startsWith(file))
  );
}

/**
 * Gives the check of the shadow stack a sentence: the compiler puts the text of its
 * own behind the memory that it knows of, where the heap is.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function checkStack({ i32, none }, module) {
  const isOver = module.i32.lt_u(
    module.global.get(STACK_POINTER, i32),
    module.global.get(STACK_END, i32),
  );
  const end = module.call(OUT_OF_MEMORY, [], none);
  module.removeFunction(STACK_CHECK);
  module.addFunction(STACK_CHECK, none, none, [], module.if(isOver, end));
}
