import {
  HTTP_CONTEXT,
  HTTP_HANDLER,
  ROOT_CONTEXT,
  STREAM_CONTEXT,
  STREAM_HANDLER,
} from "../contract/sdk.js";
import {
  filterContexts,
  filterSources,
  isBelow,
  isInPackage,
  ownSources,
  sdkClass,
} from "../source/filter-sources.js";
import { IS_ABSTRACT, USER_ENTRY } from "../contract/compiler.js";
import { refuse } from "./refuse.js";
import { resolveType, typeOf } from "../source/resolve.js";
import { isCall, isNew, nodesIn } from "../source/syntax.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Makes it an error to declare a context that nothing makes: it is neither registered,
 * nor made by `new`, nor extended. A file may export some for other modules.
 *
 * @param {Program} program
 */
export function refuseUnmadeContexts(program) {
  const contexts = filterContexts(program);
  const made = classesInUse(program);
  for (const { basePrototype } of contexts) made.add(basePrototype);
  for (const prototype of contexts) {
    const { identifierNode, internalName, name } = prototype;
    if (isInPackage(internalName) || prototype.is(IS_ABSTRACT)) continue;
    if (made.has(prototype) || isForOthers(program, prototype)) continue;
    refuse(
      program,
      identifierNode.range,
      `Nothing makes ${name}: ${adviceOn(program, prototype)}.`,
    );
  }
}

/**
 * @param {Program} program
 * @param {ClassPrototype} prototype
 */
function adviceOn(program, prototype) {
  const { name } = prototype;
  if (isBelow(prototype, sdkClass(program, ROOT_CONTEXT)))
    return `register it by registerRootContext<${name}>(…)`;
  if (isBelow(prototype, sdkClass(program, HTTP_HANDLER)))
    return `register it by registerHttpHandler<${name}>(…), or return it from createHttpContext of a RootContext`;
  if (isBelow(prototype, sdkClass(program, HTTP_CONTEXT)))
    return `register it by registerHttpContext<${name}>(…), or return it from createHttpContext of a RootContext`;
  if (isBelow(prototype, sdkClass(program, STREAM_HANDLER)))
    return `register it by registerStreamHandler<${name}>(…), or return it from createStreamContext of a RootContext`;
  if (isBelow(prototype, sdkClass(program, STREAM_CONTEXT)))
    return `register it by registerStreamContext<${name}>(…), or return it from createStreamContext of a RootContext`;
  return "extend HttpContext, RootContext or StreamContext in place of Context";
}

/**
 * Returns what stands behind `new`, and between `<` and `>` of a call.
 *
 * @param {Program} program
 */
function classesInUse(program) {
  /** @type {Set<Element | null>} */
  const made = new Set();
  for (const source of filterSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (!file) continue;
    for (const node of nodesIn(source)) {
      if (isNew(node)) made.add(resolveType(file, node.typeName));
      if (!isCall(node) && !isNew(node)) continue;
      for (const argument of node.typeArguments ?? [])
        made.add(typeOf(file, argument));
    }
  }
  return made;
}

/**
 * Tells whether a file exports a class that no file of the module imports.
 *
 * @param {Program} program
 * @param {ClassPrototype} prototype
 */
function isForOthers(program, prototype) {
  const { file } = prototype;
  const exported = [...(file.exports?.values() ?? [])];
  if (!exported.some((each) => each === prototype)) return false;
  if (file.source.sourceKind === USER_ENTRY) return false;
  return !ownSources(program).some((source) => {
    const other = program.filesByName.get(source.internalPath);
    const members = [...(other?.members?.values() ?? [])];
    return other !== file && members.some((each) => each === prototype);
  });
}
