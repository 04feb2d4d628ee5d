import { SDK } from "./sdk.js";

/**
 * Functions that the optimizer is not to put into their callers. Envoy compiles all
 * of a module when it loads it, and keeps the memory that its largest function
 * took; and what is seldom run only costs registers where it stands in a loop.
 */
const APART = [
  "~lib/rt/tcms/__collect",
  "~lib/rt/tlsf/__alloc",
  "~lib/rt/tlsf/__free",
  `${SDK}assembly/abi/field/isField`,
  `${SDK}assembly/abi/utf8/decodeTo`,
  `${SDK}assembly/abi/utf8/encodePoint`,
  `${SDK}assembly/abi/utf8/decodePoint`,
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
export function keepApart(binaryen, module) {
  for (const name of APART) {
    binaryen.setPassArgument("no-inline", name);
    module.runPasses(["no-inline"]);
  }
  binaryen.setPassArgument("no-inline", null);
}
