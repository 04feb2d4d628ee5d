import { switchOff } from "./switch-off.js";
import { SDK } from "../source/sdk.js";

/**
 * Switches off what the compiler's memory manager checks about itself at every
 * allocation, `DEBUG` in its `rt/common.ts`, in builds that are optimized. The
 * checks find faults of the manager or of who frees memory twice, never one of a
 * filter's logic: `assert` and `throw` in a filter stay. They are a tenth of a
 * small module, and are run for every object that a request makes.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropRuntimeChecks(program) {
  const { optimizeLevelHint, shrinkLevelHint } = program.options;
  if (optimizeLevelHint === 0 && shrinkLevelHint === 0) return;
  switchOff(program, "~lib/rt/common", "DEBUG");
}

/** The compiler's memory manager, its two collectors, and what the SDK has instead. */
const RUNTIME = [
  "~lib/rt/tlsf",
  "~lib/rt/tcms",
  "~lib/rt/itcms",
  `${SDK}assembly/runtime/heap`,
  `${SDK}assembly/runtime/collector`,
  `${SDK}assembly/runtime/pins`,
];

/**
 * @typedef {object} Statement What is read here of the compiler's statements.
 * @property {Statement} [ifTrue]
 * @property {Statement[]} [statements]
 * @property {Statement | null} [body]
 * @property {{ typeName?: object }} [value]
 * @property {{ expression?: { text?: string }, args?: object[] }} [expression]
 */

/**
 * Lets the memory manager trap without a message where a filter, or the host, asks
 * for more than a gigabyte or frees what is not its own: the texts and what logs
 * them are a tenth of a small module. Whoever grows an array or a string beyond its
 * limit still gets a message.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropRuntimeMessages(program) {
  const { optimizeLevelHint, shrinkLevelHint } = program.options;
  if (optimizeLevelHint === 0 && shrinkLevelHint === 0) return;
  const blocks = program.sources
    .filter(({ internalPath }) => RUNTIME.includes(internalPath))
    .flatMap((source) => blocksOf(/** @type {Statement} */ (source)));
  const check = blocks
    .flatMap(({ statements }) => statements ?? [])
    .find(({ ifTrue }) => ifTrue && calleeOf(ifTrue) === "unreachable");
  if (check) for (const block of blocks) dropMessages(block, check);
}

/**
 * Makes `if (…) throw …` and `assert(…)` of a block end as `check` does.
 *
 * @param {Statement} block
 * @param {Statement} check An `if (…) unreachable()` of the compiler's own.
 */
function dropMessages(block, check) {
  const trap = check.ifTrue;
  block.statements = block.statements?.map((statement) => {
    const { ifTrue, expression } = statement;
    if (ifTrue?.value?.typeName) return copyOf(statement, { ifTrue: trap });
    if (calleeOf(statement) !== "assert") return statement;
    const nothing = copyOf(block, { statements: [] });
    const [condition] = expression?.args ?? [];
    return copyOf(check, { condition, ifTrue: nothing, ifFalse: trap });
  });
}

/**
 * Copies a node of the compiler's, which only its own classes can make.
 *
 * @template {object} T
 * @param {T} node
 * @param {object} changes
 * @returns {T}
 */
function copyOf(node, changes) {
  const copy = { ...node, ...changes };
  Object.setPrototypeOf(copy, Reflect.getPrototypeOf(node));
  return copy;
}

/** @param {Statement} statement */
function calleeOf({ expression }) {
  return expression?.expression?.text;
}

/**
 * Returns the bodies of functions, those of blocks inside aside.
 *
 * @param {Statement} parent
 * @returns {Statement[]}
 */
function blocksOf({ statements = [] }) {
  return statements.flatMap(({ body }) =>
    body?.statements ? [body, ...blocksOf(body)] : [],
  );
}
