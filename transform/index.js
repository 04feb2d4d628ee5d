import { CallGraph } from "./module/call-graph.js";
import { collectInLoops, dropShadowStack } from "./module/collect-in-loops.js";
import { dropBaseAllocation } from "./module/drop-base-allocation.js";
import { dropCallTimes } from "./program/drop-call-times.js";
import { dropCollector, makesGarbage } from "./module/drop-collector.js";
import { dropHeldHeaders } from "./program/drop-held-headers.js";
import { dropNameChecks } from "./program/drop-name-checks.js";
import { dropPhases } from "./program/drop-phases.js";
import {
  dropRuntimeChecks,
  dropRuntimeMessages,
} from "./program/drop-runtime-checks.js";
import { exportStart } from "./module/export-start.js";
import { noInline } from "./module/no-inline.js";
import { nameCallers } from "./module/name-callers.js";
import { visitorsToBitmaps } from "./module/visitors-to-bitmaps.js";
import { pruneCallbacks } from "./program/prune-callbacks.js";
import { refuseCallbackSignatures } from "./diagnostics/refuse-callback-signatures.js";
import { refuseMisnamedCallbacks } from "./diagnostics/refuse-misnamed-callbacks.js";
import { refuseMissingCallbacks } from "./diagnostics/refuse-missing-callbacks.js";
import {
  refuseInternalMembers,
  refuseRedeclaredMembers,
} from "./diagnostics/refuse-redeclared-members.js";
import { refuseRegExp } from "./diagnostics/refuse-reg-exp.js";
import {
  refuseRegistrations,
  refuseRepeatedIds,
} from "./diagnostics/refuse-registrations.js";
import { refuseUnmadeContexts } from "./diagnostics/refuse-unmade-contexts.js";
import { refuseWrongStatuses } from "./diagnostics/refuse-wrong-statuses.js";
import { requireRegistration } from "./diagnostics/require-registration.js";
import { stopIfRefused } from "./diagnostics/refuse.js";
import { registrationsIn } from "./source/registrations.js";
import {
  isRuntimeReplaced,
  replaceRuntime,
} from "./program/replace-runtime.js";
import { hasShadowStack } from "./module/shadow-stack.js";
import { shareContext } from "./program/share-context.js";

/**
 * @typedef {import("./module/expressions.js").Binaryen & import("./module/drop-base-allocation.js").Binaryen & import("./module/no-inline.js").Binaryen & import("./module/name-callers.js").Binaryen & import("./module/visitors-to-bitmaps.js").Binaryen} Binaryen
 * @typedef {import("./module/call-graph.js").BinaryenModule & import("./module/collect-in-loops.js").BinaryenModule & import("./module/drop-base-allocation.js").BinaryenModule & import("./module/drop-collector.js").BinaryenModule & import("./module/export-start.js").BinaryenModule & import("./module/no-inline.js").BinaryenModule & import("./module/name-callers.js").BinaryenModule & import("./module/visitors-to-bitmaps.js").BinaryenModule & { emitText: () => string }} BinaryenModule
 */

/**
 * What the SDK does while the compiler runs: it drops exports that the proxy
 * would call for nothing, the contexts of filters that keep nothing in them, and
 * checks that only the compiler's authors need; the runtime's own errors become
 * traps without a text, and its memory manager and `minimal` collector give way to the
 * SDK's. What a filter does stays the same without it, with larger output, more calls
 * and more time for memory. It adds one export, to modules for older ABIs: `_start`; and
 * to debug builds, which line of the filter called what traps.
 */
export default class ProxyWasmTransform {
  /**
   * Set before anything is compiled.
   *
   * @type {import("assemblyscript").Program | undefined}
   */
  program;

  /** @type {import("./source/registrations.js").Registration[]} */
  #registrations = [];

  /**
   * Called by the compiler when all names are known and nothing is compiled.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    const registrations = registrationsIn(program);
    this.program = program;
    this.#registrations = registrations;
    refuseMissingCallbacks(program);
    refuseRedeclaredMembers(program);
    refuseInternalMembers(program);
    refuseCallbackSignatures(program);
    refuseWrongStatuses(program);
    refuseMisnamedCallbacks(program);
    refuseRegistrations(program, registrations);
    refuseRepeatedIds(program, registrations);
    refuseUnmadeContexts(program);
    refuseRegExp(program);
    if (stopIfRefused(program)) return;
    const isStateless = shareContext(program, registrations);
    pruneCallbacks(program, registrations, isStateless);
    dropCallTimes(program);
    dropHeldHeaders(program);
    dropNameChecks(program);
    dropPhases(program);
    dropRuntimeChecks(program);
    dropRuntimeMessages(program);
    replaceRuntime(program);
  }

  /**
   * Called by the compiler when all is compiled and nothing is optimized.
   *
   * @param {BinaryenModule} module
   */
  afterCompile(module) {
    if (this.program) requireRegistration(this.program, this.#registrations);
    // The compiler sets it on the prototype, where a field would hide it.
    const { binaryen } = /** @type {{ binaryen?: Binaryen }} */ (
      /** @type {unknown} */ (this)
    );
    if (!binaryen) return;
    if (isRuntimeReplaced(module)) collectGarbage(binaryen, module);
    if (this.program) nameCallers(binaryen, module, this.program);
    const text = module.emitText();
    exportStart(module, text);
    dropBaseAllocation(binaryen, module, text);
    visitorsToBitmaps(binaryen, module, text);
    noInline(binaryen, module);
  }
}

/**
 * Has a module collect where it has to, which may be nowhere.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function collectGarbage(binaryen, module) {
  const graph = new CallGraph(binaryen, module);
  const isNeeded = makesGarbage(graph);
  if (!isNeeded) dropCollector(binaryen, module);
  if (!hasShadowStack(module)) return;
  if (isNeeded) collectInLoops(binaryen, module, graph);
  else dropShadowStack(binaryen, module, graph);
}
