import { CONTEXT, FOR_SDK, HTTP_CONTEXT } from "../contract/sdk.js";
import {
  inherited,
  isCallback,
  isMethod,
  isProperty,
} from "../source/callbacks.js";
import {
  basesOf,
  filterClasses,
  filterSources,
  isInPackage,
  sdkClass,
} from "../source/filter-sources.js";
import { IS_HIDDEN, IS_STATIC } from "../contract/compiler.js";
import { refuse } from "./refuse.js";
import { isSdkPath } from "../source/sdk.js";
import { isPropertyAccess, nodesIn } from "../source/syntax.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").DeclaredElement} DeclaredElement
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Makes it an error to declare a member again that a class has from the SDK, but for
 * the callbacks, or a field that it has from a class of a package: the code there
 * would work on it, in silence where the types are alike.
 *
 * @param {Program} program
 */
export function refuseRedeclaredMembers(program) {
  for (const prototype of filterClasses(program)) {
    const { instanceMembers, members } = prototype;
    for (const member of instanceMembers?.values() ?? []) {
      if (member.name === "constructor") continue;
      const problem =
        problemWithSdk(prototype, member) ??
        problemWithPackage(prototype, member);
      if (problem) refuse(program, member.identifierNode.range, problem);
    }
    for (const member of members?.values() ?? []) {
      const problem = problemOfStatic(prototype, member);
      if (problem) refuse(program, member.identifierNode.range, problem);
    }
  }
}

/**
 * @param {ClassPrototype} prototype
 * @param {DeclaredElement} member
 */
function problemWithSdk(prototype, member) {
  const { name } = member;
  const ours = inherited(prototype, name);
  if (!ours) return undefined;
  const owner = ours.parent.name;
  if (!isCallback(ours))
    return `${name} is a member of the SDK's ${owner} already: give yours another name.`;
  if (!isMethod(member))
    return `${name} is a callback of the SDK's ${owner}: declare it as a method, or give yours another name.`;
  return member.isAny(IS_HIDDEN)
    ? `The proxy calls ${name}: declare it without private or protected.`
    : undefined;
}

/**
 * @param {ClassPrototype} prototype
 * @param {DeclaredElement} member
 */
function problemWithPackage(prototype, member) {
  const { name } = member;
  const isOurs = basesOf(prototype).some((each) =>
    isSdkPath(each.internalName),
  );
  if (!isOurs || isInPackage(prototype.internalName)) return undefined;
  const theirs = inherited(prototype, name, isInPackage);
  return theirs && (isField(member) || isField(theirs))
    ? `${name} is a member of ${theirs.parent.name} already, a class of a package: give yours another name.`
    : undefined;
}

/**
 * @param {ClassPrototype} prototype
 * @param {DeclaredElement} member
 */
function problemOfStatic(prototype, member) {
  const ours = inherited(prototype, member.name);
  return ours && isCallback(ours) && member.is(IS_STATIC)
    ? `The proxy calls ${member.name} on each context: declare it without static.`
    : undefined;
}

/** @param {DeclaredElement} member */
function isField(member) {
  return isProperty(member) && member.isField;
}

/**
 * Makes it an error to reach what contexts have for the SDK alone.
 *
 * @param {Program} program
 */
export function refuseInternalMembers(program) {
  const own = filterClasses(program).flatMap(({ instanceMembers }) => [
    ...(instanceMembers?.keys() ?? []),
  ]);
  const names = new Set(
    [sdkClass(program, CONTEXT), sdkClass(program, HTTP_CONTEXT)]
      .flatMap((each) => [...(each?.instanceMembers?.keys() ?? [])])
      .filter((name) => FOR_SDK.test(name) && !own.includes(name)),
  );
  for (const source of filterSources(program))
    for (const node of nodesIn(source))
      if (isPropertyAccess(node) && names.has(node.property.text))
        refuse(
          program,
          node.property.range,
          `${node.property.text} is for the SDK alone: filters cannot use it.`,
        );
}
