import { compilerVersion, missingIn } from "../contract/broken.js";
import { isOptimized } from "../contract/check.js";
import { RUNTIME_CHECKS } from "../contract/compiler.js";
import { ASSERT, FILES_WITH_MESSAGES, TRAP } from "../contract/runtime.js";
import { makeFalse } from "./switch-off.js";

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
  if (isOptimized(program)) makeFalse(program, RUNTIME_CHECKS);
}

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
  if (!isOptimized(program)) return;
  const blocks = program.sources
    .filter(({ internalPath }) => FILES_WITH_MESSAGES.includes(internalPath))
    .flatMap((source) => blocksOf(/** @type {Statement} */ (source)));
  const check = blocks
    .flatMap(({ statements }) => statements ?? [])
    .find(({ ifTrue }) => ifTrue && calleeOf(ifTrue) === TRAP);
  if (!check) {
    // The `stub` runtime has neither such checks nor texts.
    if (!program.filesByName.has(FILES_WITH_MESSAGES[0])) return;
    throw missingIn(
      compilerVersion(program),
      `if (…) ${TRAP}() in its memory manager`,
      "is what its errors become without their texts",
    );
  }
  for (const block of blocks) dropMessages(block, check);
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
    if (calleeOf(statement) !== ASSERT) return statement;
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
