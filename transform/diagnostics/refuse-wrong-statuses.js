import { basesOf, isClass, ownSources } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { isEnum, resolve, typeOf } from "../source/resolve.js";
import { ELEMENTS } from "../contract/compiler.js";
import { STATUSES } from "../contract/sdk.js";
import { has } from "../contract/shapes.js";
import {
  isCall,
  isFunction,
  isPropertyAccess,
  isReturn,
  nodesIn,
  textOf,
  valuesOf,
} from "../source/syntax.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").FunctionDeclaration} FunctionDeclaration
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Makes it an error to return something else where a status of a callback is declared:
 * the numbers have other meanings there, and to the compiler all are numbers. A cast
 * lets it pass.
 *
 * @param {Program} program
 */
export function refuseWrongStatuses(program) {
  const exported = program.filesByName.get(STATUSES)?.exports;
  /** @type {Set<Element>} */
  const statuses = new Set(exported?.values());
  for (const source of ownSources(program)) {
    const file = program.filesByName.get(source.internalPath);
    if (!file) continue;
    for (const node of [...nodesIn(source)].filter(isFunction)) {
      const status = typeOf(file, node.signature.returnType);
      if (!status || !statuses.has(status)) continue;
      for (const value of returnedBy(node)) {
        const other = nameOfType(program, file, node, value);
        if (other === undefined || other === status.name) continue;
        refuse(
          program,
          value.range,
          `${node.name.text} returns a ${status.name}, and this is a ${other}.`,
        );
      }
    }
  }
}

/**
 * Returns what a function may return, without those inside it.
 *
 * @param {FunctionDeclaration} declaration
 */
function returnedBy({ body }) {
  const nodes = body ? [...nodesIn(body, isFunction)] : [];
  return nodes
    .filter(isReturn)
    .flatMap(({ value }) => (value ? valuesOf(value) : []));
}

/**
 * Returns the name of a value's type where it shows: true, false, a member of an enum,
 * and what a function or a method of the class declares.
 *
 * @param {Program} program
 * @param {Element} file
 * @param {FunctionDeclaration} declaration Where the value is returned.
 * @param {Expression} value
 * @returns {string | undefined}
 */
function nameOfType(program, file, declaration, value) {
  if (/^(true|false)$/.test(textOf(value))) return "bool";
  if (isPropertyAccess(value)) {
    const owner = resolve(file, value.expression);
    return owner && isEnum(owner) ? owner.name : undefined;
  }
  if (!isCall(value)) return undefined;
  const { expression } = value;
  const called =
    isPropertyAccess(expression) && textOf(expression.expression) === "this"
      ? methodOf(program, declaration, expression.property.text)
      : resolve(file, expression);
  if (!called || !isFunctionPrototype(called)) return undefined;
  const type = typeOf(called, called.functionTypeNode.returnType);
  return type && (isEnum(type) || type.name === "bool") ? type.name : undefined;
}

/**
 * Returns a method of the class that a function is in.
 *
 * @param {Program} program
 * @param {FunctionDeclaration} declaration
 * @param {string} name
 */
function methodOf({ elementsByDeclaration }, declaration, name) {
  const owner = elementsByDeclaration.get(declaration)?.parent;
  if (!owner || !isClass(owner)) return undefined;
  return [owner, ...basesOf(owner)]
    .map(({ instanceMembers }) => instanceMembers?.get(name))
    .find((member) => member !== undefined);
}

/**
 * @param {Element} element
 * @returns {element is FunctionPrototype}
 */
function isFunctionPrototype(element) {
  return has(element, ELEMENTS.function);
}
