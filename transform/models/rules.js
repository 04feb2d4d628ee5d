import { textProblem } from "./decorations.js";
import { DURATIONS, fromUnits, SIZES } from "./units.js";
import { patternProblem } from "./pattern.js";
import { counted } from "./wanted.js";

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

/** What is looked at first: it says how bounds are written, or has a length of its own. */
const FIRST = ["duration", "size", "host", "cluster"];

/** What is written without parentheses. */
const BARE = [...FIRST, "required", "secret"];

/** Of each of these, a field has one at most. */
const ALTERNATIVES = [
  ["duration", "size"],
  ["host", "cluster", "pattern"],
];

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
  const isFirst = (/** @type {Decoration} */ { name }) => FIRST.includes(name);
  const sorted = said.toSorted(
    (one, other) => Number(isFirst(other)) - Number(isFirst(one)),
  );
  for (const decoration of sorted) {
    const applied =
      textProblem(decoration) ??
      callProblem(decoration) ??
      literalProblem(decoration) ??
      conflict(decoration, sorted) ??
      apply(result, decoration);
    if (typeof applied === "string")
      problems.push({
        range: decoration.range,
        message: `@${decoration.name} cannot stand here: ${applied}.`,
      });
    else result = applied;
  }
  return { type: result, problems };
}

/** @param {Decoration} decoration */
function callProblem({ name, isCall }) {
  return isCall && BARE.includes(name) ? `write @${name} alone` : undefined;
}

/** @param {Decoration} decoration */
function literalProblem({ name, args }) {
  const hasBounds = name === "range" || name === "length";
  return hasBounds && args.includes(undefined)
    ? `write its numbers as literals, such as @${name}(1, 10)`
    : undefined;
}

/**
 * Says which decorator before this one it goes against.
 *
 * @param {Decoration} decoration
 * @param {Decoration[]} said
 */
function conflict(decoration, said) {
  const { name } = decoration;
  const group = ALTERNATIVES.find((each) => each.includes(name)) ?? [name];
  const other = said
    .slice(0, said.indexOf(decoration))
    .find((each) => group.includes(each.name));
  if (!other) return undefined;
  return other.name === name
    ? "it is there twice"
    : `@${other.name} says already what the value is`;
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
  const range = args.length === 2 ? boundsOf(bounds) : undefined;
  if (!range)
    return unit
      ? 'write the least and the most, such as @range("10ms", "1m")'
      : "write the least and the most, such as @range(1, 10)";
  return withinLimits(type, range);
}

/**
 * Returns a type with a range, of which no end is beyond what its numbers can be: what is
 * wanted would not be true, and the value another than is written.
 *
 * @param {import("./describe.js").IntegerType | import("./describe.js").FloatType} type
 * @param {Bounds} range
 * @returns {ValueType | string}
 */
function withinLimits(type, [from, to]) {
  const { name, kind, limits } = type;
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  if (kind === "integer" && !isWhole) return `a ${name} is a whole number`;
  const [least, most] = limits ?? [-Infinity, Infinity];
  return from < least || to > most
    ? `${name} has the numbers from ${least} to ${most}`
    : { ...type, range: [from, to] };
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
  const what = "what" in type ? type.what : undefined;
  return {
    ...type,
    length,
    ...(what !== undefined && { what: what + counted(length, "character") }),
  };
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
function boundsOf(args) {
  const [from, to] = args.length === 1 ? [args[0], Infinity] : args;
  if (args.length > 2) return undefined;
  if (typeof from !== "number" || typeof to !== "number") return undefined;
  return from <= to ? [from, to] : undefined;
}
