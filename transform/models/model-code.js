import { rulesOf } from "./rules-of.js";
import {
  ENTRIES_OF_RULE,
  entriesOf,
  entryBytes,
  entryOfUnion,
  isLargeEntry,
  keyBytes,
} from "./key-bytes.js";
import { TypeBytes } from "./type-bytes.js";

/**
 * @typedef {import("./describe.js").Field} Field
 * @typedef {import("./describe.js").Model} Model
 * @typedef {import("./key-bytes.js").Layout} Layout
 * @typedef {import("./describe.js").ValueType} ValueType
 * @typedef {import("./type-text.js").NameOf} NameOf
 */

/**
 * Returns the source of the methods that read and write a model, as a class that has
 * them. All of its names are global.
 *
 * @param {Model} model
 * @param {Layout} layout
 * @param {NameOf} nameOf
 */
export function modelCode(model, layout, nameOf) {
  const rules = rulesOf(model);
  const from = model.discriminator === undefined ? fromObject : fromUnion;
  return `class ${nameOf(model.prototype)} {
  ${from(model, layout, nameOf)}
  ${writeKeys(model, nameOf)}
  ${rules ? `sdkRules(): AnyModel | null { return this.${rules.name}; }` : ""}
}`;
}

/**
 * Tells whether what is said of one of a model's keys needs more than bytes.
 *
 * @param {Model} model
 * @param {Layout} layout
 * @param {NameOf} nameOf
 */
export function isLargeModel(model, layout, nameOf) {
  const entries =
    model.discriminator === undefined
      ? entriesOfObject(model, new TypeBytes(nameOf), layout)
      : [entryOfUnion(model)];
  return entries.some(isLargeEntry);
}

/**
 * @param {Model} model
 * @param {TypeBytes} types Takes the functions that they need.
 * @param {Layout} layout
 */
function entriesOfObject(model, types, layout) {
  const name = types.nameOf(model.prototype);
  const typeOf = (/** @type {Field} */ { name: field, type }) =>
    type.kind === "rules"
      ? types.ofRules(name, field, keyBytes(ENTRIES_OF_RULE, layout))
      : types.of(type);
  return entriesOf(name, model, typeOf, layout);
}

/**
 * @param {Model} model
 * @param {Layout} layout
 * @param {NameOf} nameOf
 */
function fromObject(model, layout, nameOf) {
  const name = nameOf(model.prototype);
  const types = new TypeBytes(nameOf);
  const keys = keyBytes(entriesOfObject(model, types, layout), layout);
  const links = types.links.map((link) => `changetype<usize>(${link})`);
  const linked = links.length > 0 ? `memory.data<usize>([${links.join()}])` : 0;
  return `sdkFrom(old: ProxyWasmModel | null): ${name} | null {
    const model = old == null ? new ${name}() : changetype<${name}>(ProxyWasmModelReader.over(old));
    ProxyWasmModelReader.fill(model, memory.data<u8>([${keys.join()}]), ${linked}, old != null);
    return model;
  }`;
}

/**
 * @param {Model} model
 * @param {Layout} layout
 * @param {NameOf} nameOf
 */
function fromUnion(model, layout, nameOf) {
  const { prototype, variants } = model;
  const cases = variants.map((each, index) => {
    const name = nameOf(each.prototype);
    return `if (index == ${index}) return changetype<${name}>(ProxyWasmModelReader.none()).sdkFrom(old instanceof ${name} ? changetype<${name}>(old) : null);`;
  });
  return `sdkFrom(old: ProxyWasmModel | null): ${nameOf(prototype)} | null {
    const index = ProxyWasmModelReader.variant(memory.data<u8>([${entryBytes(entryOfUnion(model), layout).join()}]));
    ${cases.join("\n")}
    return null;
  }`;
}

/**
 * @param {Model} model
 * @param {NameOf} nameOf
 */
function writeKeys(model, nameOf) {
  const { base, fields, discriminator, variant, variants } = model;
  const keys = fields.filter(({ type }) => type.kind !== "rules");
  /** @type {string[]} */
  let lines;
  if (discriminator !== undefined) {
    lines = variants.map(({ prototype }) => {
      const name = nameOf(prototype);
      return `if (this instanceof ${name}) return changetype<${name}>(changetype<usize>(this)).sdkToJson(writer);`;
    });
  } else {
    const union = base?.discriminator;
    const first =
      union === undefined
        ? ""
        : `${JSON.stringify(union)}:${JSON.stringify(variant)}`;
    // What is known when it compiles is written at once, with the commas and braces.
    const begins = keys.map(
      ({ key }, index) =>
        `${index > 0 ? "," : first === "" ? "{" : `{${first},`}${JSON.stringify(key)}:`,
    );
    lines = [
      begins.length === 0 ? `writer.begin(${constant(`{${first}`)});` : "",
      ...keys.map(
        ({ name, type }, index) =>
          `writer.${index === 0 ? "begin" : "key"}(${constant(begins[index])}); ${writeValue(type, `this.${name}`)}`,
      ),
      "writer.leave(0x7d);",
    ];
  }
  return `sdkToJson(writer: ProxyWasmModelWriter): void { ${lines.join("\n")} }`;
}

/**
 * Returns where a text is in memory, and its size: it is written in steps of eight bytes.
 *
 * @param {string} text
 */
function constant(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const padded = [...bytes, ...Array.from({ length: 7 }, () => 0)];
  return `memory.data<u8>([${padded.join()}]), ${bytes.length}`;
}

/**
 * Returns a statement that writes a value.
 *
 * @param {ValueType} type
 * @param {string} value
 * @param {number} depth In how many lists and maps the value is.
 * @returns {string}
 */
function writeValue(type, value, depth = 0) {
  switch (type.kind) {
    case "bool":
      return `writer.bool(${value});`;
    case "integer":
      return `writer.${type.unit === "duration" ? "duration" : "whole"}(${value});`;
    case "enum": {
      const [first, ...rest] = type.values;
      const name = rest.reduce(
        (text, each) =>
          `(<i32>${value} == ${each.value} ? ${JSON.stringify(each.name)} : ${text})`,
        JSON.stringify(first.name),
      );
      return `writer.text(${name});`;
    }
    case "float":
      return `writer.number(<f64>${value});`;
    case "text":
      return `writer.${type.isNullable ? "textOrNull" : "text"}(${value});`;
    case "list":
      return `{
        const list${depth} = ${value};
        writer.enter(0x5b);
        for (let i${depth} = 0; i${depth} < list${depth}.length; i${depth}++) {
          const item${depth} = list${depth}[i${depth}];
          writer.item(i${depth});
          ${writeValue(type.item, `item${depth}`, depth + 1)}
        }
        writer.leave(0x5d);
      }`;
    case "map":
      return `{
        const keys${depth} = ${value}.keys();
        const values${depth} = ${value}.values();
        writer.enter(0x7b);
        for (let i${depth} = 0; i${depth} < keys${depth}.length; i${depth}++) {
          const item${depth} = values${depth}[i${depth}];
          writer.entry(i${depth}, keys${depth}[i${depth}]);
          ${writeValue(type.item, `item${depth}`, depth + 1)}
        }
        writer.leave(0x7d);
      }`;
    case "rules":
      throw new Error("Cannot write rules");
    case "model":
      return type.isNullable
        ? `{ const model = ${value}; if (model == null) writer.nothing(); else model.sdkToJson(writer); }`
        : `${value}.sdkToJson(writer);`;
  }
}
