import { DURATIONS, inUnits, SIZES } from "./units.js";

/**
 * @typedef {import("./describe.js").ValueType} ValueType
 * @typedef {import("./describe.js").Bounds} Bounds
 */

/**
 * Says what a value has to be, as the faults of a configuration, its JSON Schema and its
 * table say it: "a whole number from 1 to 10".
 *
 * @param {ValueType} type
 * @returns {string}
 */
export function wanted(type) {
  const text = basic(type);
  return type.isNullable ? `${text}, or null` : text;
}

/**
 * @param {ValueType} type
 * @returns {string}
 */
function basic(type) {
  switch (type.kind) {
    case "bool":
      return "true or false";
    case "integer":
      if (type.unit === "duration")
        return `a duration${between(type.range, DURATIONS)}, such as "5s" or "250ms"`;
      if (type.unit === "size")
        return `a size${between(type.range, SIZES)}, such as "64KiB"`;
      return `a whole number${between(type.range ?? type.limits)}`;
    case "float":
      return `a number${between(type.range)}`;
    case "enum":
      return `one of ${type.values.map(({ name }) => `"${name}"`).join(", ")}`;
    case "text":
      return textWanted(type);
    case "list":
      return `a list${counted(type.length, "item")}`;
    case "map":
      return `an object${counted(type.length, "key")}`;
    case "rules":
      return "a list of rules";
    case "model":
      return "an object";
  }
}

/** @param {import("./describe.js").TextType} type */
function textWanted({ length, pattern, what }) {
  if (what !== undefined) return what;
  const text = `a text${counted(length, "character")}`;
  return pattern === undefined ? text : `${text} that matches ${pattern}`;
}

/**
 * @param {Bounds | undefined} bounds
 * @param {Record<string, number>} [units]
 */
function between(bounds, units) {
  if (!bounds) return "";
  const [from, to] = bounds;
  const print = (/** @type {number} */ value) =>
    units ? inUnits(value, units) : String(value);
  if (to === Infinity) return from === -Infinity ? "" : ` from ${print(from)}`;
  return from === -Infinity
    ? ` up to ${print(to)}`
    : ` from ${print(from)} to ${print(to)}`;
}

/**
 * Says how many there have to be: " of 1 to 10 items".
 *
 * @param {Bounds | undefined} length
 * @param {string} what
 */
export function counted(length, what) {
  if (!length) return "";
  const [from, to] = length;
  const many = (/** @type {number} */ count) =>
    `${count} ${what}${count === 1 ? "" : "s"}`;
  if (to === Infinity) return ` of at least ${many(from)}`;
  if (from === to) return ` of ${many(to)}`;
  return from === 0 ? ` of at most ${many(to)}` : ` of ${from} to ${many(to)}`;
}
