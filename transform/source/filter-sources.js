import { ELEMENTS, LIBRARY } from "../contract/compiler.js";
import { CONTEXT, EXPORTS } from "../contract/sdk.js";
import { has } from "../contract/shapes.js";
import { isSdkPath } from "./sdk.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Source} Source
 */

/**
 * Returns the filter's own sources. By their path: transforms may make what is the
 * filter's a library's in all else.
 *
 * @param {Program} program
 */
export function ownSources({ sources }) {
  return sources.filter(
    (source) =>
      !isInPackage(source.internalPath) && !importsOf(source).includes(EXPORTS),
  );
}

/**
 * Tells whether a path or an element's internal name is not the filter's own.
 *
 * @param {string} path
 */
export function isInPackage(path) {
  return path.startsWith(LIBRARY);
}

/**
 * Returns the filter's own sources, and those of packages that know the SDK: who
 * imports neither it nor who does can name nothing of it.
 *
 * @param {Program} program
 */
export function filterSources(program) {
  const found = new Set(ownSources(program));
  const rest = program.sources.filter(
    ({ internalPath }) => isInPackage(internalPath) && !isSdkPath(internalPath),
  );
  for (let size = -1; size !== found.size;) {
    size = found.size;
    const paths = new Set([...found].map(({ internalPath }) => internalPath));
    const knows = (/** @type {string} */ path) =>
      isSdkPath(`${path}/`) ||
      [path, `${path}/index`].some((each) => paths.has(each));
    for (const source of rest)
      if (importsOf(source).some(knows)) found.add(source);
  }
  return [...found];
}

/**
 * Returns the paths that a source imports or exports from.
 *
 * @param {Source} source
 */
function importsOf({ statements }) {
  return statements.flatMap((statement) => {
    const { internalPath } = /** @type {{ internalPath?: string | null }} */ (
      statement
    );
    return internalPath ?? [];
  });
}

/**
 * Returns one of the SDK's own classes, such as `Context`.
 *
 * @param {Program} program
 * @param {string} name
 */
export function sdkClass({ elementsByName }, name) {
  return /** @type {ClassPrototype} */ (elementsByName.get(name));
}

/**
 * Returns the classes that extend the SDK's `Context`, at any depth, and are not
 * the SDK's own.
 *
 * @param {Program} program
 */
export function filterContexts(program) {
  const base = sdkClass(program, CONTEXT);
  return filterClasses(program).filter((each) => isBelow(each, base));
}

/**
 * Returns the classes that are not the SDK's, those of the compiler's library too.
 *
 * @param {Program} program
 */
export function filterClasses({ elementsByDeclaration }) {
  return [...elementsByDeclaration.values()].filter(
    /** @returns {element is ClassPrototype} */
    (element) => isClass(element) && !isSdkPath(element.internalName),
  );
}

/**
 * @param {Element} element
 * @returns {element is ClassPrototype}
 */
export function isClass(element) {
  return has(element, ELEMENTS.class);
}

/**
 * @param {ClassPrototype} element
 * @param {ClassPrototype | undefined} base
 */
export function isBelow(element, base) {
  return basesOf(element).some((each) => each === base);
}

/**
 * Returns the classes that a class extends, the nearest first.
 *
 * @param {ClassPrototype} element
 */
export function basesOf(element) {
  /** @type {ClassPrototype[]} */
  const bases = [];
  let base = element.basePrototype;
  // Classes that extend each other are the compiler's to refuse.
  for (; base && !bases.includes(base); base = base.basePrototype)
    bases.push(base);
  return bases;
}
