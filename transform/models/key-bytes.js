import { innermost } from "./innermost.js";
import { KINDS, PART } from "./type-kinds.js";
import { compilePattern, patternBytes } from "./pattern.js";
import { wanted } from "./wanted.js";

/**
 * @typedef {import("./describe.js").Bounds} Bounds
 * @typedef {import("./describe.js").Field} Field
 * @typedef {import("./describe.js").Model} Model
 * @typedef {import("./describe.js").ValueType} ValueType
 */

/** As of `assembly/models/rule-flags.ts`. */
export const FLAGS = {
  required: 1,
  range: 2,
  length: 4,
  pattern: 8,
  duration: 16,
  size: 32,
  names: 64,
  ofItems: 128,
  secret: 256,
};

const MAX_U32 = 4294967295;

/**
 * Bytes of the module: a number, or an expression of the compiler's that is one when it
 * compiles.
 *
 * @typedef {number | string} Byte
 *
 * @typedef {object} Layout How the descriptions of all models are written.
 * @property {boolean} isLarge Whether some number of them needs more than a byte.
 * @property {boolean} hasShortRanges Whether all bounds of numbers are `u32`.
 *
 * @typedef {object} Entry What there is of a key.
 * @property {string} key
 * @property {string} [what] What is wanted of its value.
 * @property {number} [flags]
 * @property {number[]} [rest] What is checked.
 * @property {string} [field] An expression: where the value is in its object.
 * @property {Byte[]} [type]
 */

/** The most that a byte may be. */
const MAX_U8 = 255;

/**
 * What there is of a model's keys.
 *
 * @param {string} name The model's.
 * @param {Model} model
 * @param {(field: Field) => Byte[]} typeOf
 * @param {Layout} layout
 */
export function entriesOf(name, { fields, base }, typeOf, layout) {
  const entries = fields.map((field) =>
    entryOf(name, field, typeOf(field), layout),
  );
  const union = base?.discriminator;
  // No field is read for it.
  if (union !== undefined) entries.push({ key: union });
  return entries;
}

/**
 * Returns the descriptions of keys as the bytes that the SDK reads; see
 * `assembly/models/key-rules.ts`.
 *
 * @param {Entry[]} entries
 * @param {Layout} layout
 */
export function keyBytes(entries, layout) {
  const bytes = entries.flatMap((each, index) =>
    entryBytes(each, layout, index),
  );
  return [...bytes, ...numberBytes(0, layout)];
}

/**
 * Tells whether the description of a key has a number that needs more than a byte.
 *
 * @param {Entry} entry
 */
export function isLargeEntry(entry) {
  const { flags = 0 } = entry;
  const { text, size } = partsOf(entry, { isLarge: false });
  return [flags, text.length, size].some((number) => number > MAX_U8);
}

/**
 * What there is of the key that says what a union's value is.
 *
 * @param {Model} union
 * @returns {Entry}
 */
export function entryOfUnion({ discriminator = "", variants }) {
  const names = variants.map(({ variant = "" }, value) => ({
    name: variant,
    value,
  }));
  /** @type {ValueType} */
  const type = { kind: "enum", name: "", values: names };
  return {
    key: discriminator,
    what: wanted(type),
    flags: FLAGS.names,
    rest: namesBytes(names),
  };
}

/**
 * The keys of a rule, whose class has its fields in this order.
 *
 * @type {Entry[]}
 */
export const ENTRIES_OF_RULE = ["match", "settings"].map((key, index) => ({
  key,
  what: "an object",
  flags: FLAGS.required,
  field: String(4 * index),
  type: [KINDS.model | (index === 1 ? PART : 0), index],
}));

/**
 * @param {string} name
 * @param {Field} field
 * @param {Byte[]} typeBytes
 * @param {Layout} layout
 * @returns {Entry}
 */
function entryOf(name, field, typeBytes, { hasShortRanges }) {
  const { key, type } = field;
  const inner = innermost(type);
  const bytes = [];
  const range = rangeOf(inner);
  const { length } = /** @type {{ length?: Bounds }} */ (type);
  if (length) bytes.push(...length.flatMap(u32Bytes));
  if (inner.kind === "enum") bytes.push(...namesBytes(inner.values));
  if (inner.kind === "text" && inner.pattern !== undefined)
    bytes.push(...patternBytes(compilePattern(inner.pattern)));
  if (range) bytes.push(...range.flatMap(hasShortRanges ? u32Bytes : f64Bytes));
  return {
    key,
    what: textOfWanted(type),
    flags: flagsOfField(field),
    rest: bytes,
    field: `offsetof<${name}>("${field.name}")`,
    type: typeBytes,
  };
}

/**
 * The values of a list and of a map are checked by the description of its key.
 *
 * @param {ValueType} type
 */
function textOfWanted(type) {
  return type.kind === "list" || type.kind === "map"
    ? `${wanted(type)}, each ${wanted(innermost(type))}`
    : wanted(type);
}

/**
 * Returns the bounds of a number that its type does not have by itself.
 *
 * @param {ValueType} type
 */
function rangeOf(type) {
  if (type.kind === "float") return type.range ?? type.limits;
  return type.kind === "integer" ? type.range : undefined;
}

/**
 * Returns what is checked for a field, as bits.
 *
 * @param {Field} field
 */
export function flagsOfField({ type, isRequired, isSecret }) {
  return (
    flagsOf(type) |
    (isRequired ? FLAGS.required : 0) |
    (isSecret ? FLAGS.secret : 0)
  );
}

/** @param {ValueType} type */
function flagsOf(type) {
  const inner = innermost(type);
  let flags = 0;
  if ("length" in type && type.length) flags |= FLAGS.length;
  if (type !== inner) flags |= FLAGS.ofItems;
  if (rangeOf(inner)) flags |= FLAGS.range;
  if (inner.kind === "text" && inner.pattern !== undefined)
    flags |= FLAGS.pattern;
  if (inner.kind === "enum") flags |= FLAGS.names;
  if (inner.kind === "integer" && inner.unit) flags |= FLAGS[inner.unit];
  return flags;
}

/**
 * The bytes of a key's description.
 *
 * @param {Entry} entry
 * @param {Layout} layout
 * @param {number} [number] Which of its class's keys it is.
 * @returns {Byte[]}
 */
export function entryBytes(entry, layout, number = 0) {
  const { flags = 0, rest = [], field = "0", type = [0] } = entry;
  const { name, text, typeAt, size } = partsOf(entry, layout);
  return [
    ...[...numberBytes(size, layout), ...numberBytes(flags, layout)],
    ...[...wordBytes(field), ...numberBytes(typeAt, layout)],
    ...numberBytes(text.length, layout),
    ...[number, name.length, ...name, QUOTE, ...text, ...rest, ...type],
  ];
}

/**
 * The texts of a key's description, where its type is, and its size.
 *
 * @param {Entry} entry
 * @param {Pick<Layout, "isLarge">} layout
 */
function partsOf({ key, what = "", rest = [], type = [0] }, { isLarge }) {
  const name = nameBytes(key);
  const text = [...new TextEncoder().encode(what)];
  const before = isLarge ? 13 : 9;
  const typeAt = before + name.length + text.length + rest.length;
  return { name, text, typeAt, size: typeAt + type.length };
}

/**
 * The bytes of a number that is as large as models need.
 *
 * @param {number} value
 * @param {Pick<Layout, "isLarge">} layout
 */
function numberBytes(value, { isLarge }) {
  return isLarge ? [value & 0xff, value >> 8] : [value];
}

/** Ends a name, as a text of JSON. */
const QUOTE = 0x22;

/**
 * Returns the bytes of a name as JSON has them: it may have a quote in it.
 *
 * @param {string} name
 */
function nameBytes(name) {
  return [...new TextEncoder().encode(JSON.stringify(name).slice(1, -1))];
}

/**
 * Returns the two bytes of an expression.
 *
 * @param {string} expression
 * @returns {Byte[]}
 */
export function wordBytes(expression) {
  return [`<u8>${expression}`, `<u8>((<u32>${expression}) >> 8)`];
}

/** @param {{ name: string, value: number }[]} names */
function namesBytes(names) {
  return [
    names.length,
    ...names.flatMap(({ name, value }) => {
      const bytes = nameBytes(name);
      return [...u32Bytes(value >>> 0), bytes.length, ...bytes, QUOTE];
    }),
  ];
}

/** @param {number} value */
function u32Bytes(value) {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Math.max(Math.min(value, MAX_U32), 0), true);
  return [...new Uint8Array(view.buffer)];
}

/** @param {number} value */
function f64Bytes(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}
