import { checkModule, checkProgram } from "./contract/check.js";
import { SUSPEND } from "./contract/sdk.js";
import { explainHabits } from "./habits/explain.js";
import { requireRegistration } from "./diagnostics/require-registration.js";
import { stopIfRefused } from "./diagnostics/refuse.js";
import { pointAtCallers } from "./module/point-at-callers.js";
import { refuseWaits } from "./module/refuse-waits.js";
import { unwindWaits } from "./module/unwind-waits.js";
import {
  DIAGNOSTICS,
  MODULE_PASSES,
  Output,
  PROGRAM_PASSES,
} from "./passes.js";
import { CONFIGURATIONS, configurationsOf } from "./models/configurations.js";
import { loadPatterns, writeRegexes } from "./patterns/write-regexes.js";
import { METRIC_TAGS, metricTagsIn } from "./source/metric-tags.js";
import { registrationsIn } from "./source/registrations.js";
import { Language } from "./language/language.js";
import { isSdkPath } from "./source/sdk.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("./contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * What the SDK does while the compiler runs: it drops exports that the proxy would call
 * for nothing, the contexts of filters that keep nothing in them, and checks that only
 * the compiler's authors need; the runtime's own errors become traps without a text, and
 * its memory manager and `minimal` collector give way to the SDK's. Without it a filter
 * does the same, with larger output, more calls and more time for memory. It adds one
 * export, to modules for older ABIs: `_start`; and to debug builds, which line of the
 * filter called what traps.
 *
 * What it works through, and in which order, is in `passes.js`; all that it expects of
 * the compiler, in `contract/`.
 */
export default class ProxyWasmTransform {
  /**
   * There once the names of a program that has the SDK are known.
   *
   * @type {import("assemblyscript").Program | undefined}
   */
  #program;

  /** @type {import("./source/registrations.js").Registration[]} */
  #registrations = [];

  /** @type {Language | undefined} */
  #language;

  #checkExplanations;

  /** Called by the compiler before it reads any source. */
  constructor() {
    const { binaryen, program } = fromCompiler(this);
    this.#language = program && Language.of(program);
    this.#checkExplanations =
      program &&
      explainHabits(program, () => pointAtCallers(binaryen, program));
  }

  /** Called by the compiler when all sources are parsed. */
  async afterParse() {
    const { baseDir, program } = fromCompiler(this);
    await this.#language?.afterParse(baseDir);
    if (program) await loadPatterns(program);
  }

  /**
   * Called by the compiler when all names are known and nothing is compiled.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    this.#checkExplanations?.();
    this.#language?.afterInitialize();
    const isFilter = program.sources.some(({ internalPath }) =>
      isSdkPath(internalPath),
    );
    if (!isFilter) return;
    checkProgram(program);
    const registrations = registrationsIn(program);
    this.#program = program;
    this.#registrations = registrations;
    for (const diagnose of DIAGNOSTICS) diagnose(program, registrations);
    writeRegexes(program);
    if (stopIfRefused(program)) return;
    const configurations = configurationsOf(program, registrations);
    Object.assign(program, {
      [CONFIGURATIONS]: configurations,
      [METRIC_TAGS]: metricTagsIn(program),
    });
    for (const { run } of PROGRAM_PASSES) run(program, registrations);
  }

  /**
   * Called by the compiler when all is compiled and nothing is optimized.
   *
   * @param {BinaryenModule} module
   */
  afterCompile(module) {
    if (!this.#program) return;
    requireRegistration(this.#program, this.#registrations);
    const { binaryen } = fromCompiler(this);
    checkModule(this.#program, binaryen, module);
    const output = new Output(this.#program, binaryen, module);
    if (module.getFunction(SUSPEND))
      refuseWaits(binaryen, output.graph, this.#program);
    for (const { run } of MODULE_PASSES) run(output);
    unwindWaits(binaryen, module, this.#program);
  }
}

/**
 * Returns what the compiler has set on the prototype, where fields would hide it.
 *
 * @param {object} transform
 */
function fromCompiler(transform) {
  return /** @type {{ binaryen: Binaryen, baseDir: string, program?: import("assemblyscript").Program }} */ (
    transform
  );
}
