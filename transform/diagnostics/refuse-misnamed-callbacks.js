import { HTTP_CONTEXT, ROOT_CONTEXT, STREAM_CONTEXT } from "../contract/sdk.js";
import { callbacksOf, isMethod } from "../source/callbacks.js";
import {
  basesOf,
  filterContexts,
  filterSources,
  isInPackage,
  sdkClass,
} from "../source/filter-sources.js";
import { nearestCallback, notCalled } from "./nearest-callback.js";
import { refuse } from "./refuse.js";
import { isSdkPath } from "../source/sdk.js";
import { isPropertyAccess, nodesIn, textOf } from "../source/syntax.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Makes it an error to give a method of a context nearly the name of a callback, the
 * name that another SDK has for it, or that of another context's: the proxy would not
 * call it. One that is called somewhere, or that an interface wants, may have any name.
 *
 * @param {Program} program
 */
export function refuseMisnamedCallbacks(program) {
  const used = namesInUse(program);
  for (const prototype of filterContexts(program)) {
    if (isInPackage(prototype.internalName)) continue;
    const base = basesOf(prototype).find((each) =>
      isSdkPath(each.internalName),
    );
    // Of one that extends nothing but Context another error tells.
    if (!base || base.name === "Context") continue;
    for (const member of prototype.instanceMembers?.values() ?? []) {
      const { name } = member;
      if (!isMethod(member) || used.has(name) || isWanted(prototype, name))
        continue;
      const advice = adviceOn(program, prototype, base.name, name);
      if (advice)
        refuse(program, member.identifierNode.range, notCalled(name, advice));
    }
  }
}

/**
 * Tells whether a class has a method because a class or an interface asks for it.
 *
 * @param {ClassPrototype} prototype
 * @param {string} name
 */
function isWanted(prototype, name) {
  return [prototype, ...basesOf(prototype)]
    .flatMap((each) => [each, ...(each.interfacePrototypes ?? [])])
    .some((each) => each !== prototype && each.instanceMembers?.has(name));
}

/**
 * @param {Program} program
 * @param {ClassPrototype} prototype
 * @param {string} base The SDK's class that it extends.
 * @param {string} name
 */
function adviceOn(program, prototype, base, name) {
  const own = callbacksOf(prototype);
  const found = nearestCallback(own, name);
  if (found === "constructor") return "write a constructor";
  if (found !== undefined) return `write ${found}`;
  for (const other of contextsOf(program)) {
    const theirs = nearestCallback(callbacksIn(other), name);
    if (theirs !== undefined && theirs !== "constructor")
      return `${other.name} has ${theirs}, and ${prototype.name} extends ${base}`;
  }
  return undefined;
}

/** @param {ClassPrototype} prototype */
function callbacksIn(prototype) {
  return callbacksOf(
    /** @type {ClassPrototype} */ ({ basePrototype: prototype }),
  );
}

/** @param {Program} program */
function contextsOf(program) {
  return [
    sdkClass(program, ROOT_CONTEXT),
    sdkClass(program, HTTP_CONTEXT),
    sdkClass(program, STREAM_CONTEXT),
  ].flatMap((each) => each ?? []);
}

/**
 * Returns the names of members that the filter, or a package, uses.
 *
 * @param {Program} program
 */
function namesInUse(program) {
  const nodes = filterSources(program).flatMap((source) => [
    ...nodesIn(source),
  ]);
  const used = nodes
    .filter(isPropertyAccess)
    .filter(({ expression }) => textOf(expression) !== "super");
  return new Set(used.map(({ property }) => property.text));
}
