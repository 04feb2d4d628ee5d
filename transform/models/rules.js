import { DURATIONS, fromUnits, SIZES } from "./units.js";
import { patternProblem } from "./pattern.js";

/**
 * @typedef {import("./describe.js").Bounds} Bounds
 * @typedef {import("./describe.js").Decoration} Decoration
 * @typedef {import("./describe.js").Problem} Problem
 * @typedef {import("./describe.js").ValueType} ValueType
 */

const LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?";

/** The rules that stand for others. */
const NAMES = {
  host: {
    what: "a host name, such as api.example.com",
    pattern: `^${LABEL}([.]${LABEL})*$`,
    length: /** @type {Bounds} */ ([1, 253]),
  },
  cluster: {
    what: "the name of a cluster",
    pattern: "^[!-~]+$",
    length: /** @type {Bounds} */ ([1, 253]),
  },
};

/**
 * Returns a type with the rules of a field's decorators. Those for numbers and texts are
 * for the items of a list and the values of a map.
 *
 * @param {ValueType} type
 * @param {Decoration[]} said
 * @returns {{ type: ValueType, problems: Problem[] }}
 */
export function applyRules(type, said) {
  /** @type {Problem[]} */
  const problems = [];
  let result = type;
  // The unit first: it says how the bounds are written.
  const order = ["duration", "size"];
  const sorted = said.toSorted(
    (one, other) =>
      Number(order.includes(other.name)) - Number(order.includes(one.name)),
  );
  for (const decoration of sorted) {
    const applied = apply(result, decoration);
    if (typeof applied === "string")
      problems.push({
        range: decoration.range,
        message: `@${decoration.name} cannot stand here: ${applied}.`,
      });
    else result = applied;
  }
  return { type: result, problems };
}

/**
 * @param {ValueType} type
 * @param {Decoration} decoration
 * @returns {ValueType | string}
 */
function apply(type, decoration) {
  const { name, args } = decoration;
  if (name === "required" || name === "key") return type;
  if (name === "length") return withLength(type, args);
  if (type.kind === "list" || type.kind === "map") {
    const item = apply(type.item, decoration);
    return typeof item === "string" ? item : { ...type, item };
  }
  switch (name) {
    case "range":
      return withRange(type, args);
    case "duration":
    case "size":
      return type.kind === "integer"
        ? { ...type, unit: name, limits: positive(type) }
        : "it is for whole numbers";
    case "secret":
      return type.kind === "model" || type.kind === "rules"
        ? "it is for the fields of that class"
        : type;
    case "pattern":
      return withPattern(type, args);
    case "host":
    case "cluster":
      return type.kind === "text"
        ? { ...type, ...NAMES[name] }
        : "it is for texts";
    default:
      return "it is for classes";
  }
}

/** @param {import("./describe.js").IntegerType} type @returns {Bounds} */
function positive({ limits }) {
  return [0, limits?.[1] ?? Infinity];
}

/**
 * @param {ValueType} type
 * @param {unknown[]} args
 * @returns {ValueType | string}
 */
function withRange(type, args) {
  if (type.kind !== "integer" && type.kind !== "float")
    return "it is for numbers";
  const units = { duration: DURATIONS, size: SIZES };
  const unit = type.kind === "integer" ? type.unit : undefined;
  const bounds = args.map((each) =>
    unit && typeof each === "string" ? fromUnits(each, units[unit]) : each,
  );
  const range = boundsOf(bounds);
  if (!range)
    return unit
      ? 'write the least and the most, such as @range("10ms", "1m")'
      : "write the least and the most, such as @range(1, 10)";
  return { ...type, range };
}

/**
 * @param {ValueType} type
 * @param {unknown[]} args
 * @returns {ValueType | string}
 */
function withLength(type, args) {
  if (type.kind !== "text" && type.kind !== "list" && type.kind !== "map")
    return "it is for texts, lists and maps";
  const length = boundsOf(args);
  const isWhole = length?.every(
    (each) => each === Infinity || (Number.isInteger(each) && each >= 0),
  );
  if (!length || !isWhole)
    return "write the least and the most, such as @length(1, 64)";
  return { ...type, length };
}

/**
 * @param {ValueType} type
 * @param {unknown[]} args
 * @returns {ValueType | string}
 */
function withPattern(type, [pattern]) {
  if (type.kind !== "text") return "it is for texts";
  if (typeof pattern !== "string") return "write the pattern as a text";
  return patternProblem(pattern) ?? { ...type, pattern };
}

/**
 * @param {unknown[]} args
 * @returns {Bounds | undefined}
 */
function boundsOf([from, to = Infinity]) {
  if (typeof from !== "number" || typeof to !== "number") return undefined;
  return from <= to ? [from, to] : undefined;
}
