import { callbackName } from "./rules/callback-name.js";
import { callbackSignature } from "./rules/callback-signature.js";
import { compilerError } from "./rules/compiler-error.js";
import { continueWhileWaiting } from "./rules/continue-while-waiting.js";
import { headerPhase } from "./rules/header-phase.js";
import { ignoredStatus } from "./rules/ignored-status.js";
import { integerDivision } from "./rules/integer-division.js";
import { moduleScopeCall } from "./rules/module-scope-call.js";
import { nullInText } from "./rules/null-in-text.js";
import { numberRange } from "./rules/number-range.js";
import { secretComparison } from "./rules/secret-comparison.js";
import { staleContentLength } from "./rules/stale-content-length.js";
import { statusComparison } from "./rules/status-comparison.js";
import { stringTruth } from "./rules/string-truth.js";
import { trappingCall } from "./rules/trapping-call.js";
import { uncheckedIndex } from "./rules/unchecked-index.js";

/** All rules, in the order of docs/lint.md. */
export const RULES = [
  compilerError,
  callbackName,
  callbackSignature,
  stringTruth,
  nullInText,
  integerDivision,
  numberRange,
  uncheckedIndex,
  trappingCall,
  ignoredStatus,
  statusComparison,
  continueWhileWaiting,
  headerPhase,
  staleContentLength,
  moduleScopeCall,
  secretComparison,
];
