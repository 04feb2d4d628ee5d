/**
 * Returns the class of the compiler's types, which has those of the language.
 *
 * @param {import("assemblyscript").Compiler} compiler
 */
export function typesOf({ options }) {
  return /** @type {typeof import("assemblyscript").Type} */ (
    options.usizeType.constructor
  );
}
