/**
 * @typedef {import("./describe.js").ValueType} ValueType
 *
 * @typedef {(prototype: import("assemblyscript").ClassPrototype) => string} NameOf
 * Returns the name that a model has in every file.
 */

/**
 * Returns a type as the code that is written for a model names it. The code of a class has
 * the fields of its bases as well, whose files may import other names than its own.
 *
 *     typeText({ kind: "list", item: { kind: "text", isNullable: true } }, nameOf);
 *     // "Array<string | null>"
 *
 * @param {ValueType} type
 * @param {NameOf} nameOf
 * @returns {string}
 */
export function typeText(type, nameOf) {
  const text = basicText(type, nameOf);
  return type.isNullable ? `${text} | null` : text;
}

/**
 * @param {ValueType} type
 * @param {NameOf} nameOf
 * @returns {string}
 */
function basicText(type, nameOf) {
  switch (type.kind) {
    case "bool":
      return "bool";
    case "integer":
    case "float":
      return type.name;
    case "enum":
      return "i32";
    case "text":
      return "string";
    case "list":
      return `Array<${typeText(type.item, nameOf)}>`;
    case "map":
      return `Map<string, ${typeText(type.item, nameOf)}>`;
    case "model":
      return nameOf(type.prototype);
    case "rules":
      throw new Error("Rules are not a value");
  }
}
