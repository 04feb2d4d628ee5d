import { ownSources } from "../source/filter-sources.js";
import { IS_EXPORTED, USER_ENTRY } from "../contract/compiler.js";
import { refuse } from "./refuse.js";
import { registerFunctions } from "../source/registrations.js";
import { isFunction } from "../source/syntax.js";

/**
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("../source/registrations.js").Registration} Registration
 */

const NOTHING =
  'This module registers nothing, and a proxy would refuse it: end with registerHttpContext<…>("…"), or import the source that registers.';

const NOT_RUN =
  "This never runs, so the module registers nothing: call it at the top level of a source that the entry imports.";

const TAKEN =
  "This never runs, as another transform has made this source a library's. json-as does so with assembly/index.ts: give the file another name, such as assembly/filter.ts, there and in asconfig.json.";

/**
 * Makes it an error where a compiled module registers nothing: the proxy refuses it.
 * One whose entry exports functions of its own is there for something else to call.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 */
export function requireRegistration(program, registrations) {
  const functions = /** @type {FunctionPrototype[]} */ (
    registerFunctions(program)
  );
  // Only what runs is compiled.
  if (functions.length === 0 || functions.some(({ instances }) => instances))
    return;
  const own = ownSources(program);
  if (own.some(exportsFunctions)) return;
  const lost = registrations.find(({ source }) => own.includes(source));
  if (lost) {
    const isTaken = lost.source.sourceKind > USER_ENTRY;
    refuse(program, lost.node.range, isTaken ? TAKEN : NOT_RUN);
    return;
  }
  const entry =
    own.find(({ sourceKind }) => sourceKind === USER_ENTRY) ?? own.at(0);
  refuse(program, entry?.statements.at(-1)?.range ?? null, NOTHING);
}

/** @param {import("assemblyscript").Source} source */
function exportsFunctions({ sourceKind, statements }) {
  const isEntry = sourceKind === USER_ENTRY;
  return (
    isEntry &&
    statements.some(
      (statement) => isFunction(statement) && statement.is(IS_EXPORTED),
    )
  );
}
