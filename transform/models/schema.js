import { REQUEST_MATCH } from "../contract/sdk.js";
import {
  DURATION_PATTERN,
  DURATIONS,
  inUnits,
  SIZE_PATTERN,
  SIZES,
} from "./units.js";
import { schemaPattern } from "./schema-pattern.js";
import { wanted } from "./wanted.js";

/**
 * @typedef {import("./describe.js").Bounds} Bounds
 * @typedef {import("./describe.js").Field} Field
 * @typedef {import("./describe.js").Model} Model
 * @typedef {import("./describe.js").ValueType} ValueType
 * @typedef {Map<import("assemblyscript").Element, Model>} Models
 * @typedef {Record<string, unknown>} Schema
 */

const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The least and the most of 64 bits that a double has. @type {Record<string, Bounds>} */
const LIMITS_64 = {
  i64: [-9223372036854775808, 9223372036854774784],
  u64: [0, 18446744073709549568],
};

/**
 * Returns the JSON Schema, of draft 2020-12, of what a model is read from.
 *
 * `errorMessage` is what editors show for a value that does not fit; `x-range` has the
 * bounds of what is written with a unit, in milliseconds or bytes, and `x-unit` says
 * which.
 *
 * @param {Model} model
 * @param {Models} models
 * @returns {Schema}
 */
export function schemaOf(model, models) {
  const definitions = new Definitions(models);
  const root = definitions.object(model);
  return {
    $schema: DIALECT,
    title: model.name,
    ...root,
    ...(definitions.size > 0 && { $defs: definitions.all() }),
  };
}

/** The models that another one names, each once. */
class Definitions {
  /** @type {Map<Model, { name: string, schema: Schema }>} */
  #known = new Map();

  /** Those of which a part goes over what has all keys. @type {Map<Model, { name: string, schema: Schema }>} */
  #parts = new Map();

  /** @param {Models} models */
  constructor(models) {
    this.models = models;
  }

  get size() {
    return this.#entries().length;
  }

  all() {
    return Object.fromEntries(
      this.#entries().map(({ name, schema }) => [name, schema]),
    );
  }

  /**
   * @param {Model} model
   * @param {{ isPart: boolean }} options Whether it goes over what has all keys.
   * @returns {Schema}
   */
  object(model, { isPart } = { isPart: false }) {
    const { doc, discriminator, fields, base, variant } = model;
    const described = doc === "" ? {} : { description: doc };
    if (discriminator !== undefined) {
      const { variants } = model;
      return {
        ...described,
        type: "object",
        properties: {
          [discriminator]: { enum: variants.map((each) => each.variant) },
        },
        required: [discriminator],
        allOf: variants.map((each) => ({
          if: {
            properties: { [discriminator]: { const: each.variant } },
            required: [discriminator],
          },
          then: { $ref: this.#reference(each, isPart) },
        })),
      };
    }
    const union = base?.discriminator;
    const required = isPart
      ? []
      : fields.filter(({ isRequired }) => isRequired);
    const taken = isPart
      ? fields.filter(({ type }) => type.kind !== "rules")
      : fields;
    return {
      ...described,
      type: "object",
      properties: Object.fromEntries([
        ...(union === undefined ? [] : [[union, { const: variant }]]),
        ...taken.map((field) => [field.key, this.#property(field, isPart)]),
      ]),
      ...(required.length > 0 && { required: required.map(({ key }) => key) }),
      additionalProperties: false,
    };
  }

  /**
   * @param {Field} field
   * @param {boolean} isPart
   */
  #property({ doc, type, isRequired, isSecret, initial }, isPart) {
    const described = doc === "" ? {} : { description: doc };
    const hasDefault = !isRequired && !isPart && !isSecret;
    const value = hasDefault ? defaultOf(type, initial) : undefined;
    const schema = this.#value(type, isPart);
    return {
      ...described,
      ...(isSecret ? hidden(schema) : schema),
      ...(value !== undefined && { default: value }),
    };
  }

  /**
   * @param {ValueType} type
   * @param {boolean} [isPart]
   * @returns {Schema}
   */
  #value(type, isPart = false) {
    const errorMessage = `wanted ${wanted(type)}`;
    switch (type.kind) {
      case "bool":
        return { type: "boolean", errorMessage };
      case "integer":
        if (type.unit) return { ...measured(type), errorMessage };
        return {
          type: "integer",
          ...bounds(tighter(type), "minimum", "maximum"),
          errorMessage,
        };
      case "float":
        return {
          type: "number",
          ...bounds(type.range ?? type.limits, "minimum", "maximum"),
          errorMessage,
        };
      case "enum":
        return { enum: type.values.map(({ name }) => name), errorMessage };
      case "text":
        return {
          type: type.isNullable ? ["string", "null"] : "string",
          ...bounds(type.length, "minLength", "maxLength"),
          ...(type.pattern !== undefined && {
            pattern: schemaPattern(type.pattern),
          }),
          errorMessage,
        };
      case "list":
        return {
          type: "array",
          items: this.#value(type.item),
          ...bounds(type.length, "minItems", "maxItems"),
          errorMessage,
        };
      case "map":
        return {
          type: "object",
          additionalProperties: this.#value(type.item),
          ...bounds(type.length, "minProperties", "maxProperties"),
          errorMessage,
        };
      case "rules":
        return {
          type: "array",
          items: this.#rule(this.models.get(type.prototype)),
          errorMessage,
        };
      case "model": {
        const $ref = this.#reference(this.models.get(type.prototype), isPart);
        return type.isNullable
          ? { anyOf: [{ $ref }, { type: "null" }] }
          : { $ref };
      }
    }
  }

  /**
   * One of the rules of settings; `x-part` says that its settings are part of others.
   *
   * @param {Model | undefined} settings
   * @returns {Schema}
   */
  #rule(settings) {
    const match = [...this.models.values()].find(
      ({ prototype }) => prototype.internalName === REQUEST_MATCH,
    );
    return {
      type: "object",
      properties: {
        match: { $ref: this.#reference(match) },
        settings: {
          description: "What goes over the settings for these requests.",
          $ref: this.#reference(settings, true),
          "x-part": true,
        },
      },
      required: ["match", "settings"],
      additionalProperties: false,
    };
  }

  /**
   * @param {Model | undefined} model
   * @param {boolean} [isPart]
   */
  #reference(model, isPart = false) {
    if (!model) return "#";
    const all = isPart ? this.#parts : this.#known;
    const known = all.get(model);
    if (known) return `#/$defs/${known.name}`;
    const names = this.#entries().map(({ name }) => name);
    const wanted = isPart ? `${model.name}Part` : model.name;
    let name = wanted;
    for (let i = 2; names.includes(name); i++) name = `${wanted}${i}`;
    /** @type {{ name: string, schema: Schema }} */
    const entry = { name, schema: {} };
    all.set(model, entry);
    entry.schema = this.object(model, { isPart });
    return `#/$defs/${name}`;
  }

  #entries() {
    return [...this.#known.values(), ...this.#parts.values()];
  }
}

/**
 * Returns the schema of a value that nobody is to see, with those of its items.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
function hidden({ ...schema }) {
  for (const key of ["items", "additionalProperties"])
    if (key in schema)
      schema[key] = hidden(/** @type {Schema} */ (schema[key]));
  return { ...schema, writeOnly: true };
}

/** @param {import("./describe.js").IntegerType} type @returns {Schema} */
function measured(type) {
  const range = unitRange(type);
  return type.unit === "duration"
    ? { type: "string", pattern: DURATION_PATTERN, ...range }
    : {
        type: ["string", "integer"],
        pattern: SIZE_PATTERN,
        ...bounds(range["x-range"], "minimum", "maximum"),
        ...range,
      };
}

/** @param {import("./describe.js").IntegerType} type */
function unitRange(type) {
  const [from, to] = tighter(type);
  /** @type {Bounds} */
  const range = [Math.max(from, 0), to];
  return { "x-unit": type.unit, "x-range": range };
}

/**
 * @param {import("./describe.js").IntegerType} type
 * @returns {Bounds}
 */
function tighter({ name, range = [-Infinity, Infinity], limits }) {
  const [least, most] = LIMITS_64[name] ?? limits ?? range;
  return [Math.max(range[0], least), Math.min(range[1], most)];
}

/**
 * @param {Bounds | undefined} range
 * @param {string} least
 * @param {string} most
 */
function bounds(range, least, most) {
  if (!range) return {};
  const [from, to] = range;
  return {
    ...(from !== -Infinity &&
      !(from === 0 && least !== "minimum") && { [least]: from }),
    ...(to !== Infinity && { [most]: to }),
  };
}

/**
 * Returns a field's initial value as an object would have it; undefined where it is not
 * known, or what nobody would write.
 *
 * @param {ValueType} type
 * @param {unknown} initial
 */
function defaultOf(type, initial) {
  if ("range" in type && type.range && typeof initial === "number") {
    const [from, to] = type.range;
    // Stands for what nobody has said.
    if (initial < from || initial > to) return undefined;
  }
  if (type.kind === "integer" && typeof initial === "number") {
    if (type.unit === "duration") return inUnits(initial, DURATIONS);
    if (type.unit === "size") return inUnits(initial, SIZES);
  }
  if (["map", "model", "rules"].includes(type.kind)) return undefined;
  // A double has another number.
  if (type.kind === "integer" && !Number.isSafeInteger(initial))
    return undefined;
  return initial;
}
