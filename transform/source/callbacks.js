import { basesOf } from "./filter-sources.js";
import { ELEMENTS } from "../contract/compiler.js";
import { has } from "../contract/shapes.js";
import { isSdkPath } from "./sdk.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").DeclaredElement} DeclaredElement
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").PropertyPrototype} PropertyPrototype
 */

/** The methods of contexts, and of tasks, that are there to be overridden. */
const CALLBACK = /^(on[A-Z]\w*|create(Http|Stream)Context|run)$/;

/**
 * Tells whether a member is one of the SDK's methods that filters override.
 *
 * @param {DeclaredElement} member
 * @returns {member is FunctionPrototype}
 */
export function isCallback(member) {
  return (
    CALLBACK.test(member.name) &&
    isSdkPath(member.internalName) &&
    isMethod(member)
  );
}

/**
 * Tells a method from a field and from an accessor.
 *
 * @param {DeclaredElement} member
 * @returns {member is FunctionPrototype}
 */
export function isMethod(member) {
  return !isProperty(member);
}

/**
 * Tells fields and accessors: to the compiler a field is a property that has
 * accessors of its own.
 *
 * @param {DeclaredElement} member
 * @returns {member is PropertyPrototype}
 */
export function isProperty(member) {
  return has(member, ELEMENTS.property);
}

/**
 * Returns what a class inherits under a name, from its nearest class that has it.
 *
 * @param {ClassPrototype} prototype
 * @param {string} name
 * @param {(path: string) => boolean} isWanted Tells by a class's internal name.
 */
export function inherited(prototype, name, isWanted = isSdkPath) {
  return basesOf(prototype)
    .filter(({ internalName }) => isWanted(internalName))
    .map(({ instanceMembers }) => instanceMembers?.get(name))
    .find((member) => member !== undefined);
}

/**
 * Returns the names of the callbacks that a class inherits.
 *
 * @param {ClassPrototype} prototype
 */
export function callbacksOf(prototype) {
  return basesOf(prototype)
    .flatMap(({ instanceMembers }) => [...(instanceMembers?.values() ?? [])])
    .filter(isCallback)
    .map(({ name }) => name);
}
