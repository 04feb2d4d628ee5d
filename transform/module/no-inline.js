import { SDK } from "../source/sdk.js";

/**
 * Functions that the optimizer is not to put into their callers. Envoy compiles all
 * of a module when it loads it, and keeps the memory that its largest function
 * took; and what is seldom run only costs registers where it stands in a loop. V8
 * would put them into their callers itself, as it does with all that is small beside
 * the caller, but for those that are called by way of the table (`abi/call-indirect.ts`).
 */
const APART = [
  "~lib/rt/__visit_members",
  ...[
    "runtime/collector/mark",
    "runtime/collector/sweep",
    "api/header-map/HeaderMap#set",
    "api/configuration/Configuration#load",
    "abi/utf8/decode",
    "runtime/host-entry/endEntry",
  ].map((name) => `${SDK}assembly/${name}`),
];

/**
 * @typedef {object} Binaryen What is used here of the compiler's optimizer.
 * @property {(name: string, value: string | null) => void} setPassArgument
 */

/**
 * @typedef {object} BinaryenModule What is used here of the compiler's output.
 * @property {(passes: string[]) => void} runPasses
 */

/**
 * Keeps functions apart from their callers.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function noInline(binaryen, module) {
  for (const name of APART) {
    binaryen.setPassArgument("no-inline", name);
    module.runPasses(["no-inline"]);
  }
  binaryen.setPassArgument("no-inline", null);
}
