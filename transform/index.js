import { dropBaseAllocation } from "./drop-base-allocation.js";
import { dropCallTimes } from "./drop-call-times.js";
import { dropCollector } from "./drop-collector.js";
import {
  dropRuntimeChecks,
  dropRuntimeMessages,
} from "./drop-runtime-checks.js";
import { exportStart } from "./export-start.js";
import { keepApart } from "./keep-apart.js";
import { noteFields } from "./note-fields.js";
import { pruneCallbacks } from "./prune-callbacks.js";
import { refuseMissingCallbacks } from "./refuse-missing-callbacks.js";
import { replaceRuntime } from "./replace-runtime.js";
import { shareContext } from "./share-context.js";

/**
 * What the SDK does while the compiler runs: it drops exports that the proxy
 * would call for nothing, the contexts of filters that keep nothing in them, and
 * checks that only the compiler's authors need; the runtime's own errors become
 * traps without a text, and its memory manager and `minimal` collector give way to the
 * SDK's. What a filter does stays the same without it, with larger output, more calls
 * and more time for memory. It adds one export, to modules for older ABIs: `_start`.
 */
export default class ProxyWasmTransform {
  /**
   * Set by the compiler before the hooks are called.
   *
   * @type {import("assemblyscript").Program | undefined}
   */
  program;

  /**
   * Called by the compiler when all names are known and nothing is compiled.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    refuseMissingCallbacks(program);
    pruneCallbacks(program, shareContext(program));
    dropCallTimes(program);
    dropRuntimeChecks(program);
    dropRuntimeMessages(program);
    replaceRuntime(program);
  }

  /**
   * Called by the compiler when all is compiled and nothing is optimized.
   *
   * @param {import("./drop-base-allocation.js").BinaryenModule & import("./drop-collector.js").BinaryenModule & import("./export-start.js").BinaryenModule & import("./keep-apart.js").BinaryenModule & import("./note-fields.js").BinaryenModule & { emitText: () => string }} module
   */
  afterCompile(module) {
    const text = module.emitText();
    dropCollector(module, text);
    exportStart(module);
    // The compiler sets it on the prototype, where a field would hide it.
    const { binaryen } =
      /** @type {{ binaryen?: import("./drop-base-allocation.js").Binaryen & import("./keep-apart.js").Binaryen & import("./note-fields.js").Binaryen }} */ (
        /** @type {unknown} */ (this)
      );
    if (!binaryen) return;
    dropBaseAllocation(binaryen, module, text);
    noteFields(binaryen, module, text);
    keepApart(binaryen, module);
  }
}
