import { JSON_MODEL, SETTINGS_RULES } from "../contract/sdk.js";
import { isBelow, isClass, sdkClass } from "../source/filter-sources.js";
import { behindAliases, isEnum, resolveType } from "../source/resolve.js";
import { isNamedType } from "../source/syntax.js";
import { literalOf } from "./docstring.js";

/**
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").TypeNode} TypeNode
 * @typedef {import("./describe.js").Bounds} Bounds
 * @typedef {import("./describe.js").ValueType} ValueType
 */

/** The whole numbers, with their limits where a double has them exactly. @type {Record<string, Bounds>} */
const INTEGERS = {
  i8: [-128, 127],
  u8: [0, 255],
  i16: [-32768, 32767],
  u16: [0, 65535],
  i32: [-2147483648, 2147483647],
  u32: [0, 4294967295],
  i64: [-Infinity, Infinity],
  u64: [0, Infinity],
  isize: [-2147483648, 2147483647],
  usize: [0, 4294967295],
};

const MAX_F32 = 3.4028234663852886e38;

const FLOATS = ["f32", "f64", "number"];

/**
 * Reads the type of a model's field. Returns why it cannot be a key where it cannot.
 *
 * @param {ClassPrototype} prototype The class that has the field.
 * @param {TypeNode} node
 * @returns {ValueType | string}
 */
export function readType(prototype, node) {
  return read(prototype, prototype.parent, node);
}

/**
 * @param {ClassPrototype} prototype
 * @param {Element} scope What has the names in the type.
 * @param {TypeNode} written
 * @returns {ValueType | string}
 */
function read(prototype, scope, written) {
  const behind = behindAliases(scope, written);
  if (!behind) return "its type is an alias that has parameters";
  const { node, isNullable } = behind;
  if (!isNamedType(node)) return "it is a function";
  const element = resolveType(behind.scope, node.name);
  if (!element) return "its type is not known";
  const type = typeOf(prototype, behind.scope, element, node);
  if (typeof type === "string") return type;
  const mayBeNull = type.kind === "text" || type.kind === "model";
  if (isNullable && !mayBeNull) return "only a text and a model may be null";
  return isNullable && mayBeNull ? { ...type, isNullable: true } : type;
}

/**
 * @param {ClassPrototype} prototype
 * @param {Element} scope
 * @param {Element} element
 * @param {import("assemblyscript").NamedTypeNode} node
 * @returns {ValueType | string}
 */
function typeOf(prototype, scope, element, node) {
  const { name, internalName } = element;
  const { program } = prototype;
  if (name === "bool" || name === "boolean") return { kind: "bool" };
  if (name in INTEGERS && !isClass(element))
    return { kind: "integer", name, limits: limitsOf(name) };
  if (FLOATS.includes(name))
    return name === "f32"
      ? { kind: "float", name, limits: [-MAX_F32, MAX_F32] }
      : { kind: "float", name };
  if (internalName === "~lib/string/String") return { kind: "text" };
  if (isEnum(element)) return enumOf(element);
  if (!isClass(element)) return `${name} has no form in JSON`;
  if (isBelow(element, sdkClass(program, JSON_MODEL)))
    return { kind: "model", prototype: element };
  if (internalName === SETTINGS_RULES) return rulesOf(prototype, scope, node);
  const isList = internalName === "~lib/array/Array";
  const isMap = internalName === "~lib/map/Map";
  if (!isList && !isMap) return `${name} does not extend JsonModel`;
  const nodes = node.typeArguments ?? [];
  const [first] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return "its own type is missing";
  if (isMap) {
    const key = read(prototype, scope, first);
    if (typeof key === "string") return key;
    if (key.kind !== "text" || key.isNullable)
      return "the keys of an object are texts";
  }
  const item = read(prototype, scope, last);
  if (typeof item === "string") return item;
  if (item.kind === "rules") return "rules can only be a field's own type";
  if (item.kind === "map") return "a Map can only be a field's own type";
  return { kind: isList ? "list" : "map", item };
}

/**
 * @param {ClassPrototype} prototype
 * @param {Element} scope
 * @param {import("assemblyscript").NamedTypeNode} node
 * @returns {ValueType | string}
 */
function rulesOf(prototype, scope, { typeArguments }) {
  const [own] = typeArguments ?? [];
  const isOwn =
    own && isNamedType(own) && resolveType(scope, own.name) === prototype;
  return isOwn
    ? { kind: "rules", prototype }
    : `the rules of ${prototype.name} are SettingsRules<${prototype.name}>`;
}

/** @param {string} name */
function limitsOf(name) {
  const limits = INTEGERS[name];
  return limits.every((each) => Math.abs(each) === Infinity)
    ? undefined
    : limits;
}

/**
 * @param {Element} element
 * @returns {ValueType | string}
 */
function enumOf(element) {
  const { values } =
    /** @type {{ values: import("assemblyscript").EnumValueDeclaration[] }} */ (
      /** @type {unknown} */ (
        /** @type {import("assemblyscript").DeclaredElement} */ (element)
          .declaration
      )
    );
  let next = 0;
  const found = [];
  for (const { name, initializer } of values) {
    const value = initializer ? literalOf(initializer) : next;
    if (typeof value !== "number")
      return `${element.name}.${name.text} is not a literal number`;
    found.push({ name: name.text, value });
    next = value + 1;
  }
  return { kind: "enum", name: element.name, values: found };
}
