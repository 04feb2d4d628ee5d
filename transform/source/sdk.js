import { SDK } from "../contract/sdk.js";

/**
 * Tells whether a path or an element's internal name is the SDK's own.
 *
 * @param {string} path
 */
export function isSdkPath(path) {
  return path.startsWith(SDK);
}

/** A source of the compiler's own library: those of packages are in other folders. */
const COMPILERS = /^~lib\/(?:bindings\/)?[^/]+$/;

/**
 * Returns the sources that the filter's author, or that of a package, has written.
 *
 * @param {import("assemblyscript").Program} program
 */
export function sourcesOfAuthors({ sources }) {
  return sources.filter(
    ({ internalPath: path }) => !isSdkPath(path) && !COMPILERS.test(path),
  );
}

/**
 * Returns the texts of those sources.
 *
 * @param {import("assemblyscript").Program} program
 */
export function textsOfAuthors(program) {
  return sourcesOfAuthors(program).map(({ text }) => text);
}
