import { textOf } from "../source/syntax.js";
import { rulesOf } from "./describe.js";
import { keyBytes, keysOfRule, unionBytes } from "./key-bytes.js";

/**
 * @typedef {import("./describe.js").Field} Field
 * @typedef {import("./describe.js").Model} Model
 * @typedef {import("./describe.js").ValueType} ValueType
 * @typedef {import("assemblyscript").NamedTypeNode} NamedTypeNode
 */

/**
 * Returns the source of the methods that read and write a model, as a class that has
 * them. Its names are those of the model's own file, and the SDK's global ones.
 *
 * @param {Model} model
 */
export function modelCode(model) {
  const rules = rulesOf(model);
  return `class ${model.name} {
  ${model.discriminator === undefined ? fromObject(model) : fromUnion(model)}
  ${readKeys(model)}
  ${writeKeys(model)}
  ${rules ? `sdkRules(): AnyModel | null { return this.${rules.name}; }` : ""}
}`;
}

const READER = "reader: ProxyWasmModelReader";

/** @param {Model} model */
function fromObject({ name, fields, base }) {
  return `sdkFrom(${READER}, old: ProxyWasmModel | null): ${name} | null {
    const model = old == null ? new ${name}() : changetype<${name}>(reader.over(old));
    reader.fill(model, memory.data<u8>([${keyBytes(fields, base?.discriminator).join()}]), old != null, (model, reader, index) => {
      changetype<${name}>(model).sdkRead(reader, index);
    });
    return model;
  }`;
}

/** @param {Model} model */
function fromUnion(model) {
  const { name, variants } = model;
  const cases = variants.map(
    (each, index) =>
      `if (index == ${index}) return changetype<${each.name}>(0).sdkFrom(reader, old instanceof ${each.name} ? changetype<${each.name}>(old) : null);`,
  );
  return `sdkFrom(${READER}, old: ProxyWasmModel | null): ${name} | null {
    const index = reader.variant(memory.data<u8>([${unionBytes(model).join()}]));
    ${cases.join("\n")}
    return null;
  }`;
}

/** @param {Model} model */
function readKeys({ base, own }) {
  const first = base?.fields.length ?? 0;
  const cases = own.map(
    (field, index) => `case ${first + index}: { ${readKey(field)} break; }`,
  );
  if (first > 0) cases.push("default: super.sdkRead(reader, index);");
  return `sdkRead(${READER}, index: i32): void {
    switch (index) { ${cases.join("\n")} }
  }`;
}

/** @param {Field} field */
function readKey({ name, type, declaration }) {
  const field = `this.${name}`;
  const node = /** @type {NamedTypeNode} */ (declaration.type);
  if (type.kind === "rules")
    return `${field}.sdkRead(reader, index, memory.data<u8>([${keysOfRule().join()}]), this);`;
  if (type.kind !== "model") return `${field} = ${readValue(type, node)};`;
  const read = `const value = changetype<${textOfType(node)}>(0).sdkFrom(reader, ${field}); if (value != null) ${field} = value;`;
  return type.isNullable
    ? `if (reader.isNull()) ${field} = null; else { ${read} }`
    : read;
}

/**
 * Returns an expression that reads a value.
 *
 * @param {ValueType} type
 * @param {NamedTypeNode} node As it is written.
 * @returns {string}
 */
function readValue(type, node) {
  const text = textOfType(node);
  switch (type.kind) {
    case "bool":
      return "reader.bool()";
    case "integer":
      return `reader.whole<${text}>()`;
    case "enum":
      return `<${text}>reader.whole<i32>()`;
    case "float":
      return `<${text}>reader.number()`;
    case "text":
      return `reader.${type.isNullable ? "textOrNull" : "text"}()`;
    case "list":
    case "map": {
      const item = /** @type {NamedTypeNode} */ (node.typeArguments?.at(-1));
      const read = readValue(type.item, item);
      return `reader.${type.kind}<${textOf(item)}>((reader) => ${read})`;
    }
    case "rules":
      throw new Error("Cannot read rules as a value");
    case "model": {
      const read = `changetype<${text}>(0).sdkFrom(reader, null)`;
      return type.isNullable
        ? `reader.isNull() ? null : ${read}`
        : `changetype<${text}>(${read})`;
    }
  }
}

/** @param {Model} model */
function writeKeys({ base, fields, discriminator, variant, variants }) {
  const union = base?.discriminator;
  const lines =
    discriminator === undefined
      ? [
          "writer.begin();",
          ...(union === undefined
            ? []
            : [writeKey(union, `writer.text(${JSON.stringify(variant)})`)]),
          ...fields
            .filter(({ type }) => type.kind !== "rules")
            .map(({ key, name, type }) =>
              writeKey(key, writeValue(type, `this.${name}`)),
            ),
          "writer.end();",
        ]
      : variants.map(
          ({ name }) =>
            `if (this instanceof ${name}) return changetype<${name}>(changetype<usize>(this)).sdkWrite(writer);`,
        );
  return `sdkWrite(writer: ProxyWasmModelWriter): void { ${lines.join("\n")} }`;
}

/**
 * @param {string} key
 * @param {string} write
 */
function writeKey(key, write) {
  return `{ writer.key(${JSON.stringify(key)}); ${write}; }`;
}

/**
 * Returns an expression that writes a value.
 *
 * @param {ValueType} type
 * @param {string} value
 * @returns {string}
 */
function writeValue(type, value) {
  switch (type.kind) {
    case "bool":
      return `writer.bool(${value})`;
    case "integer":
      return `writer.${type.unit === "duration" ? "duration" : "whole"}(${value})`;
    case "enum": {
      const [first, ...rest] = type.values;
      const name = rest.reduce(
        (text, each) =>
          `(<i32>${value} == ${each.value} ? ${JSON.stringify(each.name)} : ${text})`,
        JSON.stringify(first.name),
      );
      return `writer.text(${name})`;
    }
    case "float":
      return `writer.number(<f64>${value})`;
    case "text":
      return `writer.${type.isNullable ? "textOrNull" : "text"}(${value})`;
    case "list":
    case "map":
      return `writer.${type.kind}(${value}, (writer, value) => { ${writeValue(type.item, "value")}; })`;
    case "rules":
      throw new Error("Cannot write rules");
    case "model":
      return type.isNullable
        ? `const model = ${value}; if (model == null) writer.nothing(); else model.sdkWrite(writer)`
        : `${value}.sdkWrite(writer)`;
  }
}

/**
 * Returns a type as it is written, but for what may be null.
 *
 * @param {NamedTypeNode} node
 */
function textOfType(node) {
  return textOf(node).replace(/\s*\|\s*null$/, "");
}
