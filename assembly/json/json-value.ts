import { decode } from "../abi/utf8";
import { Byte } from "./bytes";
import { JsonKind } from "./json-kind";
import { JsonMismatch } from "./json-mismatch";
import { kindAt } from "./kind-at";
import { numberMismatch, readFloat, readInteger } from "./number";
import { skipText } from "./skip-text";
import { skipColon, skipSpace, skipValue } from "./skip-value";
import { MAX_DEPTH } from "./nesting";
import { decodeText, equalsText } from "./text";

/**
 * A value of a JSON text, as `parseJson` and `Configuration.json` give it.
 *
 * The document is kept as it came, and a text is made only when it is read. The values
 * of a list or an object are found when one of them is first asked for.
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
  /** What kind of value it is, never `JsonKind.None`. */
  readonly kind: JsonKind;
  /** Where the values begin, and in an object their keys; found when it is needed. */
  private places: usize[] | null = null;

  /** For the SDK: `parseJson` makes values, of documents that were checked. */
  constructor(
    /** Keeps the bytes from being collected. */
    private readonly owner: ArrayBuffer,
    /** The address of its first byte, for the SDK. */
    readonly begin: usize,
    /** The address after its last byte, for the SDK. */
    readonly end: usize,
  ) {
    this.kind = kindAt(begin);
  }

  /** How many values a list or an object has; 0 for every other kind. */
  get length(): i32 {
    return this.found().length / this.step;
  }

  /** The names of an object's values in their order; empty for every other kind. */
  get names(): string[] {
    const names: string[] = [];
    if (this.kind != JsonKind.Object) return names;
    const places = this.found();
    for (let i = 0; i < places.length; i += 2) {
      const from = places[i] + 1;
      names.push(decodeText(from, skipText(from, this.end) - 1));
    }
    return names;
  }

  /** The text, `null` where it is none. */
  get text(): string | null {
    if (this.kind != JsonKind.Text) return null;
    return decodeText(this.begin + 1, this.end - 1);
  }

  /**
   * The number as it is written, of any size and with all its digits; `null` where
   * it is none.
   */
  get numberText(): string | null {
    if (this.kind != JsonKind.Number) return null;
    return decode(this.begin, this.end - this.begin);
  }

  /**
   * Returns the number as `JSON.parse` would, rounded to the nearest one of 64-bit
   * floating point, or the fallback where it is none. What is beyond 1.8e308 is
   * infinite. For counts, sizes and identifiers there is `integerOr`.
   */
  numberOr(fallback: f64): f64 {
    return this.kind == JsonKind.Number
      ? readFloat(this.begin, this.end)
      : fallback;
  }

  /**
   * Returns the whole number, or the fallback where it is none, as 1.5, or does not
   * fit into 64 bits. It is exact; 2.0 and 2e3 are whole numbers, too.
   */
  integerOr(fallback: i64): i64 {
    if (this.kind != JsonKind.Number) return fallback;
    const value = readInteger(this.begin, this.end);
    return numberMismatch() == JsonMismatch.None ? value : fallback;
  }

  /** Returns the boolean, or the fallback where it is none. */
  boolOr(fallback: bool): bool {
    if (this.kind != JsonKind.Bool) return fallback;
    return load<u8>(this.begin) == Byte.LowerT;
  }

  /** Returns a value of a list or an object by its position, or `null`. */
  at(index: i32): JsonValue | null {
    if (<u32>index >= <u32>this.length) return null;
    const step = this.step;
    return this.valueFrom(this.found()[index * step + step - 1]);
  }

  /** Returns a value of an object by its name, or `null`. */
  get(name: string): JsonValue | null {
    if (this.kind != JsonKind.Object) return null;
    const places = this.found();
    for (let i = places.length - 2; i >= 0; i -= 2) {
      const from = places[i] + 1;
      if (equalsText(from, skipText(from, this.end) - 1, name)) {
        return this.valueFrom(places[i + 1]);
      }
    }
    return null;
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

  /** How many places a value takes. */
  private get step(): i32 {
    return this.kind == JsonKind.Object ? 2 : 1;
  }

  private valueFrom(from: usize): JsonValue {
    return new JsonValue(
      this.owner,
      from,
      skipValue(from, this.end, MAX_DEPTH),
    );
  }

  private found(): usize[] {
    const known = this.places;
    if (known != null) return known;
    const places: usize[] = [];
    this.places = places;
    const isObject = this.kind == JsonKind.Object;
    if (!isObject && this.kind != JsonKind.List) return places;
    const last = this.end - 1;
    for (let at = skipSpace(this.begin + 1, last); at < last;) {
      if (isObject) {
        places.push(at);
        at = skipColon(skipText(at + 1, last), last);
        at = skipSpace(at, last);
      }
      places.push(at);
      // A comma, or the end.
      at = skipSpace(skipValue(at, last, MAX_DEPTH), last);
      at = skipSpace(min(at + 1, last), last);
    }
    return places;
  }
}
