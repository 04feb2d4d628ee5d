import { inherited, isCallback, isMethod } from "../source/callbacks.js";
import { basesOf, filterContexts, isClass } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { isEnum, typeOf } from "../source/resolve.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").TypeNode} TypeNode
 *
 * @typedef {object} Typed A type as a method has it.
 * @property {TypeNode} node
 * @property {Element | null} type
 */

/**
 * Makes it an error to override a callback with other parameters or another result.
 * The compiler lets other numbers pass, such as `bool` for a status.
 *
 * @param {Program} program
 */
export function refuseCallbackSignatures(program) {
  for (const prototype of filterContexts(program)) {
    for (const member of prototype.instanceMembers?.values() ?? []) {
      const ours = inherited(prototype, member.name);
      if (!ours || !isCallback(ours) || !isMethod(member)) continue;
      if (isSignature(member, ours)) continue;
      refuse(
        program,
        member.identifierNode.range,
        `The proxy calls ${signatureOf(ours)}: declare it so.`,
      );
    }
  }
}

/**
 * @param {FunctionPrototype} own
 * @param {FunctionPrototype} ours
 */
function isSignature(own, ours) {
  const [parameters, expected] = [own, ours].map((method) =>
    method.functionTypeNode.parameters.map(({ type }) => typed(method, type)),
  );
  const [result, wanted] = [own, ours].map((method) =>
    typed(method, method.functionTypeNode.returnType),
  );
  return (
    parameters.length === expected.length &&
    parameters.every((each, index) => isParameter(each, expected[index])) &&
    isResult(result, wanted)
  );
}

/**
 * @param {FunctionPrototype} method
 * @param {TypeNode} node
 * @returns {Typed}
 */
function typed(method, node) {
  return { node, type: typeOf(method, node) };
}

/**
 * A parameter may be the number that it is, for an enum.
 *
 * @param {Typed} own
 * @param {Typed} ours
 */
function isParameter({ node, type }, ours) {
  if (!type || !ours.type) return true;
  const isNumber = isEnum(ours.type) && nativeName(type) === "i32";
  return (
    (isSame(type, ours.type) || isNumber) &&
    node.isNullable === ours.node.isNullable
  );
}

/**
 * A result may be of a class below the SDK's, and never be null.
 *
 * @param {Typed} own
 * @param {Typed} ours
 */
function isResult({ node, type }, ours) {
  if (!type || !ours.type) return true;
  const isBelow =
    isClass(type) && basesOf(type).some((base) => base === ours.type);
  return (
    (isSame(type, ours.type) || isBelow) &&
    (!node.isNullable || ours.node.isNullable)
  );
}

/**
 * @param {Element} one
 * @param {Element} other
 */
function isSame(one, other) {
  const name = nativeName(one);
  return one === other || (name !== undefined && name === nativeName(other));
}

/**
 * Returns the compiler's name of a number's type, which may have several.
 *
 * @param {Element} element
 */
function nativeName(element) {
  const isNative = element.parent === element.program.nativeFile;
  return isNative && "type" in element ? String(element.type) : undefined;
}

/**
 * Returns a method's name, parameters and result as they are written.
 *
 * @param {FunctionPrototype} method
 */
function signatureOf({ identifierNode, functionTypeNode }) {
  const { source, start } = identifierNode.range;
  return source.text
    .slice(start, functionTypeNode.returnType.range.end)
    .replace(/\s+/g, " ")
    .replace("( ", "(")
    .replace(/,? \)/, ")");
}
