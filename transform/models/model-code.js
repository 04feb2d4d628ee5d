import { rulesOf } from "./describe.js";
import { keyBytes, keysOfRule, unionBytes } from "./key-bytes.js";
import { TypeBytes } from "./type-bytes.js";

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
  ${writeKeys(model)}
  ${rules ? `sdkRules(): AnyModel | null { return this.${rules.name}; }` : ""}
}`;
}

/** @param {Model} model */
function fromObject({ name, fields, base }) {
  const types = new TypeBytes();
  const typeOf = (/** @type {Field} */ { name: field, type, declaration }) =>
    type.kind === "rules"
      ? types.ofRules(name, field, keysOfRule())
      : types.of(type, /** @type {NamedTypeNode} */ (declaration.type));
  const keys = keyBytes(name, fields, typeOf, base?.discriminator);
  const links = types.links.map((link) => `changetype<usize>(${link})`);
  const linked = links.length > 0 ? `memory.data<usize>([${links.join()}])` : 0;
  return `sdkFrom(old: ProxyWasmModel | null): ${name} | null {
    const model = old == null ? new ${name}() : changetype<${name}>(ProxyWasmModelReader.over(old));
    ProxyWasmModelReader.fill(model, memory.data<u8>([${keys.join()}]), ${linked}, old != null);
    return model;
  }`;
}

/** @param {Model} model */
function fromUnion(model) {
  const { name, variants } = model;
  const cases = variants.map(
    (each, index) =>
      `if (index == ${index}) return changetype<${each.name}>(ProxyWasmModelReader.none()).sdkFrom(old instanceof ${each.name} ? changetype<${each.name}>(old) : null);`,
  );
  return `sdkFrom(old: ProxyWasmModel | null): ${name} | null {
    const index = ProxyWasmModelReader.variant(memory.data<u8>([${unionBytes(model).join()}]));
    ${cases.join("\n")}
    return null;
  }`;
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
  const bytes = [...new TextEncoder().encode(`${JSON.stringify(key)}:`)];
  // It is written in steps of eight bytes.
  const padded = [...bytes, ...Array.from({ length: 7 }, () => 0)];
  return `{ writer.key(memory.data<u8>([${padded.join()}]), ${bytes.length}); ${write}; }`;
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
