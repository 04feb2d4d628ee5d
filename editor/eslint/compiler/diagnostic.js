/**
 * What the compiler says about a part of a file.
 *
 * @typedef {object} Diagnostic
 * @property {number} code
 * @property {string} message Its own, and in a second line what the SDK adds.
 * @property {number} start The index of its first character.
 * @property {number} end
 */

/** The compiler's category of what is no more than a note. */
const INFO = 1;

/**
 * Tells warnings and errors from notes.
 *
 * @param {{ category: number }} diagnostic
 */
export function isShown({ category }) {
  return category > INFO;
}
