import { switchOff } from "./constants.js";

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

/** The compiler's memory manager, and its two collectors. */
const RUNTIME = ["~lib/rt/tlsf", "~lib/rt/tcms", "~lib/rt/itcms"];

/**
 * @typedef {object} Statement What is read here of the compiler's statements.
 * @property {Statement} [ifTrue]
 * @property {Statement[]} [statements]
 * @property {Statement | null} [body]
 * @property {{ typeName?: object }} [value]
 * @property {{ expression?: { text?: string } }} [expression]
 */

/**
 * Lets the memory manager trap without a message where a filter, or the host, asks
 * for more than a gigabyte: the texts and what logs them are a tenth of a small
 * module. Whoever grows an array or a string beyond its limit still gets a message.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropRuntimeMessages(program) {
  const { optimizeLevelHint, shrinkLevelHint } = program.options;
  if (optimizeLevelHint === 0 && shrinkLevelHint === 0) return;
  const checks = program.sources
    .filter(({ internalPath }) => RUNTIME.includes(internalPath))
    .flatMap((source) => checksOf(/** @type {Statement} */ (source)));
  const trap = checks
    .map(({ ifTrue }) => ifTrue)
    .find((then) => then?.expression?.expression?.text === "unreachable");
  if (trap === undefined) return;
  for (const check of checks) {
    if (check.ifTrue?.value?.typeName !== undefined) check.ifTrue = trap;
  }
}

/**
 * Returns the `if` statements of functions, those of blocks inside aside.
 *
 * @param {Statement} parent
 * @returns {Statement[]}
 */
function checksOf(parent) {
  const statements = parent.statements ?? [];
  return statements.flatMap((statement) => {
    if (statement.ifTrue) return [statement];
    return statement.body ? checksOf(statement.body) : [];
  });
}
