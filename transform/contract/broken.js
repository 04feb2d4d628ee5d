import { OLDEST_COMPILER } from "./compiler.js";

/** @typedef {import("assemblyscript").Program} Program */

/**
 * Ends the build with one sentence, where asc would print a stack trace of ours.
 *
 * @param {string} sentence
 */
export function contractError(sentence) {
  const error = new Error(sentence);
  // asc prints this one.
  error.stack = sentence;
  return error;
}

/**
 * Says that the compiler lacks something.
 *
 * @param {string} compiler Its version.
 * @param {string} name
 * @param {string} purpose
 */
export function missingIn(compiler, name, purpose) {
  return contractError(
    `proxy-wasm-as cannot build with assemblyscript ${compiler}, which has no ${name} (${purpose}): install assemblyscript ${OLDEST_COMPILER} or a newer 0.28, or the proxy-wasm-as that supports yours.`,
  );
}

/**
 * Says that our own sources lack something: they are of another version.
 *
 * @param {string} name
 * @param {string} purpose
 */
export function missingInSdk(name, purpose) {
  return contractError(
    `The sources of proxy-wasm-as have no ${name} (${purpose}), so they are of another version than its transform: install proxy-wasm-as again.`,
  );
}

/**
 * Returns the compiler's version, such as "0.28.20".
 *
 * @param {Program} program
 */
export function compilerVersion({ options }) {
  const { bundleMajorVersion, bundleMinorVersion, bundlePatchVersion } =
    options;
  return [bundleMajorVersion, bundleMinorVersion, bundlePatchVersion].join(".");
}
