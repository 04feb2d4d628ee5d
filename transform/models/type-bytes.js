import { wordBytes } from "./key-bytes.js";
import { KINDS, NULLABLE, SIGNED, SIZE_SHIFT } from "./type-kinds.js";
import { typeText } from "./type-text.js";

/**
 * @typedef {import("./describe.js").ValueType} ValueType
 * @typedef {import("./key-bytes.js").Byte} Byte
 * @typedef {import("./type-text.js").NameOf} NameOf
 */

/** How many bytes a number has, as a power of two. @type {Record<string, number>} */
const SIZES = {
  ...{ i8: 0, u8: 0, i16: 1, u16: 1, i32: 2, u32: 2, i64: 3, u64: 3 },
  ...{ isize: 2, usize: 2, f32: 2, f64: 3, number: 3 },
};

/** A reference is an address. */
const REFERENCE = 2 << SIZE_SHIFT;

/**
 * Describes the types of a model's fields by bytes, and collects the functions that they
 * need.
 */
export class TypeBytes {
  /** The functions, as expressions. @type {string[]} */
  links = [];

  /** @param {NameOf} nameOf */
  constructor(nameOf) {
    this.nameOf = nameOf;
  }

  /**
   * Returns the bytes that the SDK reads; see `assembly/models/type-code.ts`.
   *
   * @param {ValueType} type
   * @returns {Byte[]}
   */
  of(type) {
    const nullable = type.isNullable ? NULLABLE : 0;
    switch (type.kind) {
      case "bool":
        return [KINDS.bool];
      case "integer": {
        const signed = type.name.startsWith("i") ? SIGNED : 0;
        return [KINDS.whole | sizeBits(type.name) | signed];
      }
      case "enum":
        return [KINDS.whole | sizeBits("i32") | SIGNED];
      case "float":
        return [KINDS.float | sizeBits(type.name)];
      case "text":
        return [KINDS.text | REFERENCE | nullable];
      case "list": {
        const id = wordBytes(`idof<${typeText(type, this.nameOf)}>()`);
        return [KINDS.list | REFERENCE, ...id, ...this.of(type.item)];
      }
      case "map": {
        const item = typeText(type.item, this.nameOf);
        const link = this.#link(
          `(map: usize, key: string, value: usize): usize => ProxyWasmModelReader.mapOf<${item}>(map, key, value)`,
        );
        return [KINDS.map | REFERENCE, link, ...this.of(type.item)];
      }
      case "model": {
        const name = this.nameOf(type.prototype);
        const link = this.#link(
          `(old: usize): usize => changetype<usize>(changetype<${name}>(ProxyWasmModelReader.none()).sdkFrom(changetype<${name} | null>(old)))`,
        );
        return [KINDS.model | REFERENCE | nullable, link];
      }
      case "rules":
        throw new Error("Rules are not a value");
    }
  }

  /**
   * Returns the bytes of the rules of settings.
   *
   * @param {string} name The class of the settings.
   * @param {string} field
   * @param {Byte[]} keys The description of a rule's keys.
   * @returns {Byte[]}
   */
  ofRules(name, field, keys) {
    const read = `changetype<${name}>(own).${field}.sdkRead(memory.data<u8>([${keys.join()}]), changetype<${name}>(own))`;
    return [
      KINDS.rules,
      this.#link(`(own: usize): usize => { ${read}; return 0; }`),
    ];
  }

  /** @param {string} expression */
  #link(expression) {
    const known = this.links.indexOf(expression);
    return known < 0 ? this.links.push(expression) - 1 : known;
  }
}

/** @param {string} name */
function sizeBits(name) {
  return SIZES[name] << SIZE_SHIFT;
}
