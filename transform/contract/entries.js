/**
 * Every name that the transform looks up by a string stands in this folder, once, with
 * when it must be there and what it is for: the compiler's and its library's in
 * `compiler.js`, those of our own `assembly/` in `sdk.js`, Binaryen's in `binaryen.js`.
 * The passes import them from there.
 *
 * `check.js` compares the lists with the compiler that runs, before a pass changes
 * anything. A name that is missing is an error with a sentence, so that a compiler which
 * has renamed something never gets half of a runtime.
 */

/**
 * @typedef {"element" | "body" | "file" | "constant" | "generated"} Kind How a name is
 *   looked up: an element of the program, `Class#member` too; a function whose
 *   declaration has a body; a file's path; an exported constant, `path/NAME`; or, once
 *   all is compiled, a function or a global of the module.
 *
 * @typedef {"always" | "indexed" | "optimized" | "replaced"} When When it must be there: in
 *   each filter, where a program has the SDK's index and not only single files of it, in
 *   builds that are optimized, or where the SDK's memory manager takes the place of the
 *   compiler's.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {Kind} kind
 * @property {When} when
 * @property {string} purpose What the transform does with it, as a part of a sentence.
 */

/** @type {Entry[]} */
const entries = [];

/** What `check.js` looks up. @type {readonly Entry[]} */
export const ENTRIES = entries;

/**
 * @param {Kind} kind
 * @param {When} when
 * @param {string} name
 * @param {string} purpose
 */
export function must(kind, when, name, purpose) {
  entries.push({ kind, when, name, purpose });
  return name;
}
