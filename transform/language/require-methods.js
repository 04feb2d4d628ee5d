import { compilerVersion, missingIn } from "../contract/broken.js";

/**
 * Throws where one of the compiler's objects lacks a method.
 *
 * @param {import("assemblyscript").Program} program
 * @param {object} owner
 * @param {string[]} methods
 * @param {string} what
 */
export function requireMethods(program, owner, methods, what) {
  const lacking = methods.find((method) => !(method in owner));
  if (lacking === undefined) return;
  throw missingIn(compilerVersion(program), lacking, `of ${what}`);
}
