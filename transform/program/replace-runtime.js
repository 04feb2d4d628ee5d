import { switchOff } from "./switch-off.js";
import { SDK } from "../source/sdk.js";

const RUNTIME = `${SDK}assembly/runtime/`;

/** What the compiler calls, and what is there in its place. */
const REPLACED = {
  __alloc: "heap/allocate",
  __free: "heap/free",
  __realloc: "heap/reallocate",
  __new: "collector/allocateObject",
  __renew: "collector/reallocateObject",
  __link: "collector/link",
  __visit: "collector/visit",
  __collect: "collection-schedule/collectUnlessNested",
  __pin: "pins/pin",
  __unpin: "pins/unpin",
};

/**
 * What the compiler's own library calls as well, by the name in its file: its function
 * stays, and gets the body of the one that replaces it.
 */
const REPLACED_BODIES = {
  "~lib/rt/__newBuffer": "collector/newBuffer",
  "~lib/util/sort/mergeRuns": "sort/mergeRuns",
};

/**
 * Has the SDK's memory manager and collector take the place of the compiler's, where
 * a filter is built with the `minimal` runtime. What traces memory sees the
 * compiler's.
 *
 * @param {import("assemblyscript").Program} program
 */
export function replaceRuntime(program) {
  const { elementsByName, filesByName } = program;
  const isMinimal = filesByName.has("~lib/rt/tcms");
  if (!isMinimal || elementsByName.has("ASC_RTRACE")) return;
  for (const [name, replacement] of Object.entries(REPLACED)) {
    const element = elementsByName.get(RUNTIME + replacement);
    if (element) elementsByName.set(name, element);
  }
  for (const [name, replacement] of Object.entries(REPLACED_BODIES)) {
    const declaration = declarationOf(program, name);
    const body = declarationOf(program, RUNTIME + replacement)?.body;
    if (declaration && body) declaration.body = body;
  }
  switchOff(program, `${SDK}assembly/features`, "HAS_COMPILER_RUNTIME");
  addShadowStack(program);
}

/** The bytes of the shadow stack, unless asconfig.json has a `stackSize`. */
const STACK_SIZE = 65_536;

/**
 * Has the compiler make a shadow stack, which says what the functions that run hold.
 * It does by itself for its `incremental` runtime alone; with `stackSize` in
 * asconfig.json it would as well, but then also where its own runtime stays, which
 * cannot use it and for which it leaves calls of a function that is not there.
 *
 * @param {import("assemblyscript").Program} program
 */
function addShadowStack({ options, module }) {
  if (!options.stackSize) options.stackSize = STACK_SIZE;
  const output = /** @type {{ useShadowStack: boolean }} */ (
    /** @type {unknown} */ (module)
  );
  if (typeof output.useShadowStack !== "boolean") {
    throw new Error(
      "proxy-wasm-as cannot have this compiler make a shadow stack: build with assemblyscript 0.28.",
    );
  }
  output.useShadowStack = true;
}

/**
 * Tells whether a module has the SDK's collector.
 *
 * @param {{ getFunction: (name: string) => number }} module
 */
export function isRuntimeReplaced(module) {
  return module.getFunction(`${RUNTIME}collector/allocateObject`) !== 0;
}

/**
 * Returns the declaration of a function.
 *
 * @param {import("assemblyscript").Program} program
 * @param {string} name
 */
function declarationOf({ elementsByName }, name) {
  const element = /** @type {{ declaration?: object } | undefined} */ (
    elementsByName.get(name)
  );
  return /** @type {import("assemblyscript").FunctionDeclaration | undefined} */ (
    element?.declaration
  );
}
