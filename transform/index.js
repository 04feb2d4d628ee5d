import { CallGraph } from "./call-graph.js";
import { collectInLoops, dropShadowStack } from "./collect-in-loops.js";
import { dropBaseAllocation } from "./drop-base-allocation.js";
import { dropCallTimes } from "./drop-call-times.js";
import { dropCollector, makesGarbage } from "./drop-collector.js";
import { dropHeldHeaders } from "./drop-held-headers.js";
import { dropNameChecks } from "./drop-name-checks.js";
import { dropPhases } from "./drop-phases.js";
import {
  dropRuntimeChecks,
  dropRuntimeMessages,
} from "./drop-runtime-checks.js";
import { exportStart } from "./export-start.js";
import { keepApart } from "./keep-apart.js";
import { nameCallers } from "./name-callers.js";
import { noteFields } from "./note-fields.js";
import { pruneCallbacks } from "./prune-callbacks.js";
import { refuseCallbackSignatures } from "./refuse-callback-signatures.js";
import { refuseMisnamedCallbacks } from "./refuse-misnamed-callbacks.js";
import { refuseMissingCallbacks } from "./refuse-missing-callbacks.js";
import {
  refuseInternalMembers,
  refuseRedeclaredMembers,
} from "./refuse-redeclared-members.js";
import { refuseRegExp } from "./refuse-reg-exp.js";
import {
  refuseRegistrations,
  refuseRepeatedIds,
} from "./refuse-registrations.js";
import { refuseUnmadeContexts } from "./refuse-unmade-contexts.js";
import { refuseWrongStatuses } from "./refuse-wrong-statuses.js";
import { requireRegistration } from "./require-registration.js";
import { stopIfRefused } from "./refuse.js";
import { registrationsIn } from "./registrations.js";
import { isRuntimeReplaced, replaceRuntime } from "./replace-runtime.js";
import { hasShadowStack } from "./shadow-stack.js";
import { shareContext } from "./share-context.js";

/**
 * @typedef {import("./expressions.js").Binaryen & import("./drop-base-allocation.js").Binaryen & import("./keep-apart.js").Binaryen & import("./name-callers.js").Binaryen & import("./note-fields.js").Binaryen} Binaryen
 * @typedef {import("./call-graph.js").BinaryenModule & import("./collect-in-loops.js").BinaryenModule & import("./drop-base-allocation.js").BinaryenModule & import("./drop-collector.js").BinaryenModule & import("./export-start.js").BinaryenModule & import("./keep-apart.js").BinaryenModule & import("./name-callers.js").BinaryenModule & import("./note-fields.js").BinaryenModule & { emitText: () => string }} BinaryenModule
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

  /** @type {import("./registrations.js").Registration[]} */
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
    noteFields(binaryen, module, text);
    keepApart(binaryen, module);
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
