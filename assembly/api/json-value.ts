import { parseDecimal } from "../abi/decimal";
import { parseInteger } from "../abi/integer";
import { JsonKind } from "../json/json-kind";

/**
 * A value of a JSON text, as `parseJson` and `Configuration.json` give it.
 *
 * What is asked for and is not there, or is of another kind, is `null`, or the
 * fallback: a configuration can be read without a look at each value before. A name
 * that an object has twice stands for its last value.
 *
 * ```ts
 * const settings = parseJson('{"header":"hello","retries":2,"tags":["a","b"]}');
 * if (settings != null) {
 *   const header = settings.getText("header");
 *   const retries = settings.getIntegerOr("retries", 1);
 *   const tags = settings.getTexts("tags");
 *   if (header != null && tags != null) log.info(`${header}: ${retries}`);
 * }
 * ```
 */
@final
export class JsonValue {
  constructor(
    readonly kind: JsonKind,
    /** A text as it is meant; of a number or a boolean, as it is written. */
    private readonly content: string = "",
    /** The values of a list or an object. */
    private readonly values: JsonValue[] | null = null,
    /** The names of an object's values. */
    private readonly keys: string[] | null = null,
  ) {}

  /** How many values a list or an object has; 0 for every other kind. */
  get length(): i32 {
    const values = this.values;
    return values == null ? 0 : values.length;
  }

  /** The names of an object's values in their order; empty for every other kind. */
  get names(): string[] {
    const keys = this.keys;
    return keys == null ? [] : keys;
  }

  /** The text, `null` where it is none. */
  get text(): string | null {
    return this.kind == JsonKind.Text ? this.content : null;
  }

  /**
   * The number as it is written, of any size and with all its digits; `null` where
   * it is none.
   */
  get numberText(): string | null {
    return this.kind == JsonKind.Number ? this.content : null;
  }

  /**
   * Returns the number as `JSON.parse` would, rounded to the nearest one of 64-bit
   * floating point, or the fallback where it is none. What is beyond 1.8e308 is
   * infinite. For counts, sizes and identifiers there is `integerOr`.
   */
  numberOr(fallback: f64): f64 {
    return this.kind == JsonKind.Number ? parseDecimal(this.content) : fallback;
  }

  /**
   * Returns the whole number, or the fallback where it is none, as 1.5, or does not
   * fit into 64 bits. It is exact; 2.0 and 2e3 are whole numbers, too.
   */
  integerOr(fallback: i64): i64 {
    return this.kind == JsonKind.Number
      ? parseInteger(this.content, fallback)
      : fallback;
  }

  /** Returns the boolean, or the fallback where it is none. */
  boolOr(fallback: bool): bool {
    return this.kind == JsonKind.Bool ? this.content == "true" : fallback;
  }

  /** Returns a value of a list or an object by its position, or `null`. */
  at(index: i32): JsonValue | null {
    const values = this.values;
    if (values == null || <u32>index >= <u32>values.length) return null;
    return values[index];
  }

  /** Returns a value of an object by its name, or `null`. */
  get(name: string): JsonValue | null {
    return this.at(this.names.lastIndexOf(name));
  }

  /** Returns a text of an object, `null` where there is none. */
  getText(name: string): string | null {
    const value = this.get(name);
    return value == null ? null : value.text;
  }

  /** Returns a list of texts of an object, `null` where it is not only of texts. */
  getTexts(name: string): string[] | null {
    const list = this.get(name);
    if (list == null || list.kind != JsonKind.List) return null;
    const texts: string[] = [];
    for (let i = 0; i < list.length; i++) {
      const text = list.at(i)!.text;
      if (text == null) return null;
      texts.push(text);
    }
    return texts;
  }

  /**
   * Returns a number of an object as it is written, `null` where there is none: for
   * identifiers that are passed on, of any size.
   */
  getNumberText(name: string): string | null {
    const value = this.get(name);
    return value == null ? null : value.numberText;
  }

  /** Returns a number of an object, or the fallback where there is none. */
  getNumberOr(name: string, fallback: f64): f64 {
    const value = this.get(name);
    return value == null ? fallback : value.numberOr(fallback);
  }

  /** Returns a whole number of an object, or the fallback; see `integerOr`. */
  getIntegerOr(name: string, fallback: i64): i64 {
    const value = this.get(name);
    return value == null ? fallback : value.integerOr(fallback);
  }

  /** Returns a boolean of an object, or the fallback where there is none. */
  getBoolOr(name: string, fallback: bool): bool {
    const value = this.get(name);
    return value == null ? fallback : value.boolOr(fallback);
  }
}
