/** @typedef {import("./describe.js").ValueType} ValueType */

/**
 * Returns the type of the values that a list or a map has, also of lists in lists; any
 * other type itself.
 *
 * @param {ValueType} type
 * @returns {ValueType}
 */
export function innermost(type) {
  return type.kind === "list" || type.kind === "map"
    ? innermost(type.item)
    : type;
}
