/**
 * Returns the class of the compiler's types, which has those of the language.
 *
 * @param {{ options: import("assemblyscript").Options }} program A compiler, or a program.
 */
export function typesOf({ options }) {
  return /** @type {typeof import("assemblyscript").Type} */ (
    options.usizeType.constructor
  );
}
