import { BINARYEN_MEMBERS, EXPRESSIONS, OUTPUT_MEMBERS } from "./binaryen.js";
import {
  compilerVersion,
  contractError,
  missingIn,
  missingInSdk,
} from "./broken.js";
import {
  ELEMENTS,
  MINIMAL_RUNTIME,
  NODES,
  OLDEST_COMPILER,
  OPTIMIZE,
  OPTIONS,
  PROGRAM_MEMBERS,
  TRACES_MEMORY,
  USE_SHADOW_STACK,
} from "./compiler.js";
import { ENTRIES } from "./entries.js";
import { COMPILERS_RUNTIME, NEW, OWN_RUNTIME } from "./runtime.js";
import { HTTP_CONTEXT, INDEX, REGISTRY, SDK } from "./sdk.js";
import { has } from "./shapes.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./binaryen.js").Binaryen} Binaryen
 * @typedef {import("./binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("./entries.js").Entry} Entry
 */

/**
 * Tells whether the SDK's memory manager and collector take the place of the compiler's:
 * in a filter that is built with the `minimal` runtime, and whose memory is not traced.
 *
 * @param {Program} program
 */
export function replacesRuntime({ elementsByName, options }) {
  return (
    /** @type {number} */ (options.runtime) === MINIMAL_RUNTIME &&
    !elementsByName.has(TRACES_MEMORY)
  );
}

/**
 * Tells whether a build is optimized.
 *
 * @param {Program} program
 */
export function isOptimized({ options }) {
  return options.optimizeLevelHint > 0 || options.shrinkLevelHint > 0;
}

/**
 * Throws where the compiler, or our own sources, lack a name that a pass over the program
 * would look up. Nothing has been changed by then.
 *
 * @param {Program} program
 */
export function checkProgram(program) {
  const version = compilerVersion(program);
  // A nightly release does not tell its version.
  if (version !== "0.0.0" && isOlder(version, OLDEST_COMPILER)) {
    throw contractError(
      `proxy-wasm-as cannot build with assemblyscript ${version}: install assemblyscript ${OLDEST_COMPILER} or a newer 0.28.`,
    );
  }
  requireMembers(version, program, PROGRAM_MEMBERS, "the program");
  requireMembers(version, program.options, OPTIONS, "the options");
  requireMembers(
    version,
    program.module,
    [USE_SHADOW_STACK, OPTIMIZE],
    "the module",
  );
  for (const entry of ENTRIES) {
    if (!isDue(program, entry) || isThere(program, entry)) continue;
    throw missing(version, entry);
  }
  checkShapes(program, version);
}

/**
 * Throws where Binaryen lacks what the passes over a module call, where the compiler has
 * not generated what they look up, or where a module has two memory managers: blocks of
 * one would be freed into the other.
 *
 * @param {Program} program
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
export function checkModule(program, binaryen, module) {
  const version = compilerVersion(program);
  requireMembers(version, module, OUTPUT_MEMBERS, "Binaryen's module");
  requireMembers(version, binaryen, BINARYEN_MEMBERS, "Binaryen");
  requireAccessors(version, binaryen);
  const names = functionNames(binaryen, module);
  const theirs = names.find(isOneOf(COMPILERS_RUNTIME));
  const own = names.find(isOneOf([OWN_RUNTIME]));
  const isReplaced = replacesRuntime(program);
  if (theirs !== undefined && (isReplaced || names.includes(NEW))) {
    throw contractError(
      `proxy-wasm-as cannot build with assemblyscript ${version}: the module would have two memory managers, by ${theirs} and ${own ?? NEW}. Install assemblyscript ${OLDEST_COMPILER} or a newer 0.28.`,
    );
  }
  // A filter that allocates nothing has no shadow stack.
  if (!isReplaced || !names.includes(NEW)) return;
  for (const entry of ENTRIES) {
    if (entry.kind !== "generated") continue;
    if (module.getFunction(entry.name) || module.getGlobal(entry.name))
      continue;
    throw missing(version, entry);
  }
}

/**
 * @param {Program} program
 * @param {Entry} entry
 */
function isDue(program, { kind, when }) {
  if (kind === "generated") return false;
  if (when === "indexed") return program.filesByName.has(INDEX);
  if (when === "optimized") return isOptimized(program);
  return when === "always" || replacesRuntime(program);
}

/**
 * @param {Program} program
 * @param {Entry} entry
 */
function isThere(program, { kind, name }) {
  const { elementsByName, filesByName } = program;
  if (kind === "file") return filesByName.has(name);
  if (kind === "constant") {
    const [, path, constant] = /^(.*)\/(.*)$/.exec(name) ?? [];
    const declaration = filesByName
      .get(path)
      ?.exports?.get(constant)?.declaration;
    return "initializer" in (declaration ?? {});
  }
  const [owner, member] = name.split("#");
  const element = elementsByName.get(owner);
  if (member !== undefined) {
    const { instanceMembers } =
      /** @type {Partial<import("assemblyscript").ClassPrototype>} */ (
        element ?? {}
      );
    return instanceMembers?.has(member) ?? false;
  }
  return kind === "body" ? bodyOf(element) !== null : element !== undefined;
}

/**
 * Returns the body of a function, or null.
 *
 * @param {Element | undefined} element
 */
function bodyOf(element) {
  const { declaration } =
    /** @type {{ declaration?: { body?: object | null } }} */ (
      /** @type {unknown} */ (element ?? {})
    );
  return declaration?.body ?? null;
}

/**
 * Throws where nodes or elements are no longer told by what they have: the SDK's own
 * sources have some of each.
 *
 * @param {Program} program
 * @param {string} version
 */
function checkShapes({ elementsByName, filesByName, sources }, version) {
  const context = /** @type {import("assemblyscript").ClassPrototype} */ (
    elementsByName.get(HTTP_CONTEXT)
  );
  const members = [...(context.instanceMembers?.values() ?? [])];
  const registered = [...(filesByName.get(REGISTRY)?.exports?.values() ?? [])];
  /** @type {[shape: readonly string[], elements: object[]][]} */
  const shapes = [
    [ELEMENTS.class, [context]],
    [ELEMENTS.property, members],
    [ELEMENTS.function, registered],
  ];
  for (const [shape, elements] of shapes) {
    if (elements.some((each) => has(each, shape))) continue;
    throw missingIn(version, shape.join(" and "), "tells a kind of element");
  }
  /** @type {Set<readonly string[]>} */
  const left = new Set(Object.values(NODES));
  const waiting = sources
    .filter(({ internalPath }) => internalPath.startsWith(SDK))
    .flatMap(({ statements }) => /** @type {unknown[]} */ (statements));
  const seen = new Set();
  while (waiting.length > 0 && left.size > 0) {
    const node = waiting.pop();
    if (!(node instanceof Object) || seen.has(node)) continue;
    if (!has(node, NODES.node)) continue;
    seen.add(node);
    for (const shape of left) if (has(node, shape)) left.delete(shape);
    /** @type {unknown[]} */
    const below = Object.values(node).flat();
    waiting.push(...below);
  }
  for (const shape of left) {
    throw missingIn(version, shape.join(" and "), "tells a kind of node");
  }
}

/**
 * @param {string} version
 * @param {object} object
 * @param {string[]} members
 * @param {string} what
 */
function requireMembers(version, object, members, what) {
  const lacking = members.find((member) => !(member in object));
  if (lacking !== undefined) throw missingIn(version, lacking, `of ${what}`);
}

/**
 * @param {string} version
 * @param {Binaryen} binaryen
 */
function requireAccessors(version, binaryen) {
  const ids = /** @type {Record<string, object | undefined>} */ (
    /** @type {unknown} */ (binaryen)
  );
  for (const [kind, operands] of Object.entries(EXPRESSIONS)) {
    const accessors = operands.map((operand) => `get${operand}`);
    requireMembers(version, ids[kind] ?? {}, accessors, `Binaryen's ${kind}`);
    requireMembers(version, binaryen, [`${kind}Id`], "Binaryen");
  }
}

/**
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 */
function functionNames(binaryen, module) {
  return Array.from(
    { length: module.getNumFunctions() },
    (_, index) =>
      binaryen.getFunctionInfo(module.getFunctionByIndex(index)).name,
  );
}

/** @param {string[]} prefixes */
function isOneOf(prefixes) {
  return (/** @type {string} */ name) =>
    prefixes.some((prefix) => name.startsWith(prefix));
}

/**
 * @param {string} version
 * @param {Entry} entry
 */
function missing(version, { name, purpose }) {
  return name.startsWith(SDK)
    ? missingInSdk(name.slice(SDK.length), purpose)
    : missingIn(version, name, purpose);
}

/**
 * @param {string} version
 * @param {string} other
 */
function isOlder(version, other) {
  const [one, two] = [version, other].map((each) =>
    each.split(".").map(Number),
  );
  const at = one.findIndex((part, index) => part !== two[index]);
  return at >= 0 && one[at] < two[at];
}
