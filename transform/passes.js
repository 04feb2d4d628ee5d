import { replacesRuntime } from "./contract/check.js";
import { NEW } from "./contract/runtime.js";
import { refuseCallbackSignatures } from "./diagnostics/refuse-callback-signatures.js";
import { refuseConfigure } from "./diagnostics/refuse-configure.js";
import { refuseModels } from "./diagnostics/refuse-models.js";
import { refuseMisnamedCallbacks } from "./diagnostics/refuse-misnamed-callbacks.js";
import { refuseMissingCallbacks } from "./diagnostics/refuse-missing-callbacks.js";
import {
  refuseInternalMembers,
  refuseRedeclaredMembers,
} from "./diagnostics/refuse-redeclared-members.js";
import { refuseMixedMethods } from "./diagnostics/refuse-mixed-methods.js";
import { refuseRegExp } from "./diagnostics/refuse-reg-exp.js";
import {
  refuseRegistrations,
  refuseRepeatedIds,
} from "./diagnostics/refuse-registrations.js";
import { refuseTypeArguments } from "./diagnostics/refuse-type-arguments.js";
import { refuseUnmadeContexts } from "./diagnostics/refuse-unmade-contexts.js";
import { refuseWrongStatuses } from "./diagnostics/refuse-wrong-statuses.js";
import { CallGraph } from "./module/call-graph.js";
import { collectInLoops, dropShadowStack } from "./module/collect-in-loops.js";
import { dropBaseAllocation } from "./module/drop-base-allocation.js";
import { dropBoundsChecks } from "./module/drop-bounds-checks.js";
import { dropCollector, makesGarbage } from "./module/drop-collector.js";
import { dropKeptHeaders } from "./module/drop-kept-headers.js";
import { exportStart } from "./module/export-start.js";
import { nameCallers } from "./module/name-callers.js";
import { noInline } from "./module/no-inline.js";
import { visitorsToBitmaps } from "./module/visitors-to-bitmaps.js";
import { dropCallTimes } from "./program/drop-call-times.js";
import { dropHeldHeaders } from "./program/drop-held-headers.js";
import { dropLongJson } from "./program/drop-long-json.js";
import { dropNameChecks } from "./program/drop-name-checks.js";
import { dropPhases } from "./program/drop-phases.js";
import {
  dropRuntimeChecks,
  dropRuntimeMessages,
} from "./program/drop-runtime-checks.js";
import { dropScripts } from "./program/drop-scripts.js";
import { pruneCallbacks } from "./program/prune-callbacks.js";
import { replaceRuntime } from "./program/replace-runtime.js";
import { shareContext } from "./program/share-context.js";
import { writeModels } from "./program/write-models.js";

/**
 * The order in which the transform works. `docs/architecture/compiling.md` tells what the
 * compiler does before, between and after.
 *
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("./contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./source/registrations.js").Registration} Registration
 */

/**
 * What says what is wrong with a filter, in any order: none changes the program. They
 * come first, as what is refused is not compiled.
 *
 * @type {((program: Program, registrations: Registration[]) => void)[]}
 */
export const DIAGNOSTICS = [
  refuseMissingCallbacks,
  refuseRedeclaredMembers,
  refuseInternalMembers,
  refuseCallbackSignatures,
  refuseWrongStatuses,
  refuseMisnamedCallbacks,
  refuseRegistrations,
  refuseRepeatedIds,
  refuseUnmadeContexts,
  refuseMixedMethods,
  refuseRegExp,
  refuseTypeArguments,
  refuseModels,
  refuseConfigure,
];

/**
 * A pass over the program, before anything is compiled.
 *
 * @typedef {object} ProgramPass
 * @property {string} name
 * @property {(program: Program, registrations: Registration[]) => void} run
 */

/**
 * Each switches off what a filter does not need, or replaces it: the compiler compiles
 * only what something leads to. They touch different things, and their order is free.
 *
 * @type {ProgramPass[]}
 */
export const PROGRAM_PASSES = [
  { name: "shareContext", run: shareContext },
  { name: "pruneCallbacks", run: pruneCallbacks },
  { name: "dropCallTimes", run: dropCallTimes },
  { name: "dropHeldHeaders", run: dropHeldHeaders },
  { name: "dropLongJson", run: dropLongJson },
  { name: "dropNameChecks", run: dropNameChecks },
  { name: "dropPhases", run: dropPhases },
  { name: "dropScripts", run: dropScripts },
  { name: "dropRuntimeChecks", run: dropRuntimeChecks },
  { name: "dropRuntimeMessages", run: dropRuntimeMessages },
  { name: "replaceRuntime", run: replaceRuntime },
  { name: "writeModels", run: writeModels },
];

/** What the compiler has made, for the passes over it. */
export class Output {
  /** @type {CallGraph | undefined} */
  #graph;

  /** @type {boolean | undefined} */
  #makesGarbage;

  /**
   * @param {Program} program
   * @param {Binaryen} binaryen
   * @param {BinaryenModule} module
   */
  constructor(program, binaryen, module) {
    this.program = program;
    this.binaryen = binaryen;
    this.module = module;
    /** Whether the module has the SDK's collector, and objects for it. */
    this.collects = replacesRuntime(program) && module.getFunction(NEW) !== 0;
  }

  /** Whether a callback may leave objects behind. */
  get makesGarbage() {
    this.#makesGarbage ??= this.collects && makesGarbage(this.graph);
    return this.#makesGarbage;
  }

  /** Which function calls which, as the compiler has left them. */
  get graph() {
    this.#graph ??= new CallGraph(this.binaryen, this.module);
    return this.#graph;
  }
}

/**
 * A pass over the module that the compiler has made, before it is optimized.
 *
 * @typedef {object} ModulePass
 * @property {string} name
 * @property {(output: Output) => void} run
 */

/**
 * In this order:
 *
 * 1. `dropKeptHeaders` first: what it empties allocates.
 * 2. Then the collector. Its passes read which function calls which, and that is read
 *    once, from the module as the compiler has made it. `dropCollector` empties what
 *    `dropShadowStack` then need not know of; the shadow stack goes before anything else
 *    rewrites expressions, since it is known by the form that the compiler gives it.
 * 3. `dropBoundsChecks` knows loops by the form that the compiler gives them, without the
 *    shadow stack.
 * 4. `nameCallers` finds calls by the expressions that the compiler noted a source
 *    position for, some of which the passes behind it replace.
 * 5. `exportStart`, `dropBaseAllocation` and `visitorsToBitmaps` each read and change
 *    functions that no other pass does.
 * 6. `noInline` last: it marks functions, and one that is replaced loses its mark.
 *
 * @type {ModulePass[]}
 */
export const MODULE_PASSES = [
  {
    name: "dropKeptHeaders",
    run({ binaryen, module, graph }) {
      dropKeptHeaders(binaryen, module, graph);
    },
  },
  {
    name: "dropCollector",
    run({ binaryen, module, collects, makesGarbage }) {
      if (collects && !makesGarbage) dropCollector(binaryen, module);
    },
  },
  {
    name: "dropShadowStack",
    run({ binaryen, module, graph, collects, makesGarbage }) {
      if (collects && !makesGarbage) dropShadowStack(binaryen, module, graph);
    },
  },
  {
    name: "collectInLoops",
    run({ binaryen, module, graph, makesGarbage }) {
      if (makesGarbage) collectInLoops(binaryen, module, graph);
    },
  },
  {
    name: "dropBoundsChecks",
    run({ binaryen, module, graph }) {
      dropBoundsChecks(binaryen, module, graph);
    },
  },
  {
    name: "nameCallers",
    run({ binaryen, module, program }) {
      nameCallers(binaryen, module, program);
    },
  },
  {
    name: "exportStart",
    run({ binaryen, module }) {
      exportStart(binaryen, module);
    },
  },
  {
    name: "dropBaseAllocation",
    run({ binaryen, module }) {
      dropBaseAllocation(binaryen, module);
    },
  },
  {
    name: "visitorsToBitmaps",
    run({ binaryen, module }) {
      visitorsToBitmaps(binaryen, module);
    },
  },
  {
    name: "noInline",
    run({ binaryen, module }) {
      noInline(binaryen, module);
    },
  },
];
