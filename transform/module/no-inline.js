import { NO_INLINE } from "../contract/binaryen.js";
import {
  NOT_INLINED,
  NOT_INLINED_IF_SHORT,
  READS_LONG,
} from "../contract/sdk.js";

/**
 * Keeps functions out of their callers. V8 would put them there itself, as it does with
 * all that is small beside the caller, but for those that are called by the table
 * (`CALL_INDIRECT` in the contract).
 *
 * @param {import("../contract/binaryen.js").Binaryen} binaryen
 * @param {import("../contract/binaryen.js").BinaryenModule} module
 */
export function noInline(binaryen, module) {
  const isShort = module.getFunction(READS_LONG) === 0;
  const names = isShort
    ? [...NOT_INLINED, ...NOT_INLINED_IF_SHORT]
    : NOT_INLINED;
  for (const name of names) {
    binaryen.setPassArgument(NO_INLINE, name);
    module.runPasses([NO_INLINE]);
  }
  binaryen.setPassArgument(NO_INLINE, null);
}
