import { isSdkPath, SDK } from "./sdk.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Returns the texts of the sources that are not the SDK's or the compiler's.
 *
 * @param {Program} program
 */
export function filterTexts(program) {
  return filterSources(program).map(({ text }) => text);
}

/** @param {Program} program */
function filterSources(program) {
  return program.sources.filter(
    ({ isLibrary, internalPath }) => !isLibrary && !isSdkPath(internalPath),
  );
}

/**
 * Returns the classes that extend the SDK's `Context`, at any depth, and are not
 * the SDK's own.
 *
 * @param {Program} program
 */
export function filterContexts(program) {
  const base = program.filesByName
    .get(`${SDK}assembly/contexts/context`)
    ?.exports?.get("Context");
  return [...program.elementsByDeclaration.values()].filter(
    /** @returns {element is ClassPrototype} */
    (element) =>
      isClass(element) &&
      !isSdkPath(element.internalName) &&
      isBelow(element, base),
  );
}

/**
 * Tells whether the filter registers exactly one context, by a statement of its
 * own at the top level; if in doubt, says no.
 *
 * @param {Program} program
 */
export function hasOneRegistration(program) {
  const calls = filterTexts(program)
    .map((text) => text.match(/\bregister\w+Context\s*</g)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);
  const statements = filterSources(program)
    .flatMap((source) => source.statements)
    .filter((statement) => /^register\w+Context$/.test(calleeOf(statement)));
  return calls === 1 && statements.length === 1;
}

/**
 * Returns the name of the function that a statement calls, or "".
 *
 * @param {object} statement
 */
function calleeOf(statement) {
  const { expression } =
    /** @type {{ expression?: { expression?: { text?: string } } }} */ (
      statement
    );
  return expression?.expression?.text ?? "";
}

/**
 * @param {Element} element
 * @returns {element is ClassPrototype}
 */
function isClass(element) {
  return "basePrototype" in element;
}

/**
 * @param {ClassPrototype} element
 * @param {Element | undefined} base
 */
function isBelow(element, base) {
  let prototype = element.basePrototype;
  while (prototype && prototype !== base) prototype = prototype.basePrototype;
  return prototype !== null && prototype === base;
}
