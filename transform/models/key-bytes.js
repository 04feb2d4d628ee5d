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
 * @typedef {object} Entry What there is of a key.
 * @property {string} key
 * @property {string} [what] What is wanted of its value.
 * @property {number} [flags]
 * @property {number[]} [rest] What is checked.
 * @property {string} [field] An expression: where the value is in its object.
 * @property {Byte[]} [type]
 */

/**
 * Returns the descriptions of a model's keys as the bytes that the SDK reads; see
 * `assembly/models/key-rules.ts`.
 *
 * @param {string} name The class's.
 * @param {Field[]} fields
 * @param {(field: Field) => Byte[]} typeOf
 * @param {string} [union] The key that says that an object is of this class.
 */
export function keyBytes(name, fields, typeOf, union) {
  const entries = fields.map((field) => entryOf(name, field, typeOf(field)));
  // No field is read for it.
  if (union !== undefined) entries.push({ key: union });
  return [...entries.flatMap((entry, index) => entryBytes(entry, index)), 0, 0];
}

/**
 * Returns the description of the key that says what a union's value is.
 *
 * @param {Model} union
 */
export function unionBytes({ discriminator = "", variants }) {
  const names = variants.map(({ variant = "" }, value) => ({
    name: variant,
    value,
  }));
  /** @type {ValueType} */
  const type = { kind: "enum", name: "", values: names };
  return entryBytes({
    key: discriminator,
    what: wanted(type),
    flags: FLAGS.names,
    rest: namesBytes(names),
  });
}

/** The descriptions of the keys of a rule, whose class has its fields in this order. */
export function keysOfRule() {
  const bytes = ["match", "settings"].flatMap((key, index) =>
    entryBytes(
      {
        key,
        what: "an object",
        flags: FLAGS.required,
        field: String(4 * index),
        type: [KINDS.model | (index === 1 ? PART : 0), index],
      },
      index,
    ),
  );
  return [...bytes, 0, 0];
}

/**
 * @param {string} name
 * @param {Field} field
 * @param {Byte[]} typeBytes
 * @returns {Entry}
 */
function entryOf(name, field, typeBytes) {
  const { key, type } = field;
  const inner = innermost(type);
  const bytes = [];
  const range = rangeOf(inner);
  const { length } = /** @type {{ length?: Bounds }} */ (type);
  if (length) bytes.push(...length.flatMap(u32Bytes));
  if (inner.kind === "enum") bytes.push(...namesBytes(inner.values));
  if (inner.kind === "text" && inner.pattern !== undefined)
    bytes.push(...patternBytes(compilePattern(inner.pattern)));
  if (range) bytes.push(...range.flatMap(f64Bytes));
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
 * @param {Entry} entry
 * @param {number} [number] Which of its class's keys it is.
 * @returns {Byte[]}
 */
function entryBytes(
  { key, what = "", flags = 0, rest = [], field, type },
  number = 0,
) {
  const name = nameBytes(key);
  const text = [...new TextEncoder().encode(what)];
  const typeAt = 13 + name.length + text.length + rest.length;
  const typeBytes = type ?? [0];
  return [
    ...[...u16Bytes(typeAt + typeBytes.length), ...u16Bytes(flags)],
    ...wordBytes(field ?? "0"),
    ...[...u16Bytes(typeAt), ...u16Bytes(text.length)],
    ...[number, name.length, ...name, QUOTE, ...text, ...rest, ...typeBytes],
  ];
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
function u16Bytes(value) {
  return [value & 0xff, value >> 8];
}

/** @param {number} value */
function u32Bytes(value) {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Math.min(value, MAX_U32), true);
  return [...new Uint8Array(view.buffer)];
}

/** @param {number} value */
function f64Bytes(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}
