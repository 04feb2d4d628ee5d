import { FieldReader } from "./field-reader";
import { StructuredValue } from "./structured-value";

/** More than the 256 that a parser has to take are refused: names are compared one by one. */
const MOST = 256;

/**
 * The parameters of an item or a list in a structured field, RFC 9651, section 3.1.2.
 *
 * ```ts
 * const item = StructuredItem.parse("text/html;q=0.5");
 * const weight = item != null ? item.parameters.get("q") : null;
 * if (weight != null) log.info(weight.decimalOr(1).toString()); // 0.5
 * ```
 */
@final
export class StructuredParameters {
  private readonly keys: string[] = [];
  private readonly values: StructuredValue[] = [];

  /** How many there are. */
  get size(): i32 {
    return this.keys.length;
  }

  /** Returns a key by its index; throws outside 0 to `size` - 1. */
  keyAt(index: i32): string {
    return this.keys[index];
  }

  /** Returns a value by its index; throws outside 0 to `size` - 1. */
  valueAt(index: i32): StructuredValue {
    return this.values[index];
  }

  /** Returns the value of a key, or `null`; without a value it is true. */
  get(key: string): StructuredValue | null {
    const index = this.keys.indexOf(key);
    return index < 0 ? null : this.values[index];
  }

  /** Sets a key, where it is or else at the end; false where it cannot be one: see `isKey`. */
  set(key: string, value: StructuredValue): bool {
    if (!isKey(key)) return false;
    const index = this.keys.indexOf(key);
    if (index >= 0) {
      this.values[index] = value;
    } else {
      this.keys.push(key);
      this.values.push(value);
    }
    return true;
  }

  /** Removes a key; false where it is not there. */
  delete(key: string): bool {
    const index = this.keys.indexOf(key);
    if (index < 0) return false;
    this.keys.splice(index, 1);
    this.values.splice(index, 1);
    return true;
  }

  /** Returns all of them, each with a `;` in front. */
  toString(): string {
    let text = "";
    for (let i = 0; i < this.keys.length; i++) {
      const value = this.values[i];
      text += ";" + this.keys[i];
      if (!value.booleanOr(false)) text += "=" + value.toString();
    }
    return text;
  }

  /** Reads all that follow; false where one is not well-formed. For the SDK. */
  read(reader: FieldReader): bool {
    while (reader.take(0x3b)) {
      skipSpaces(reader);
      const key = keyOf(reader);
      if (key == null || this.keys.length == MOST) return false;
      const value = reader.take(0x3d)
        ? StructuredValue.read(reader)
        : StructuredValue.boolean(true);
      if (value == null) return false;
      this.set(key, value);
    }
    return true;
  }
}

/** Tells whether a text may be a key: `a` to `z` or `*`, and then also digits and `_-.`. */
export function isKey(text: string): bool {
  const reader = new FieldReader(text);
  return keyOf(reader) != null && reader.isDone;
}

/** Reads a key. */
export function keyOf(reader: FieldReader): string | null {
  const start = reader.at;
  const first: u32 = reader.next;
  if (first - 0x61 >= 26 && first != 0x2a) return null;
  while (isKeyUnit(reader.next)) reader.at++;
  return reader.text.substring(start, reader.at);
}

/** Skips spaces, but no tabs. */
export function skipSpaces(reader: FieldReader): void {
  while (reader.next == 0x20) reader.at++;
}

function isKeyUnit(unit: u32): bool {
  return (
    unit - 0x61 < 26 ||
    unit - 0x30 < 10 ||
    unit == 0x2a ||
    unit == 0x2d ||
    unit == 0x2e ||
    unit == 0x5f
  );
}
