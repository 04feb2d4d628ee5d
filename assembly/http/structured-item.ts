import { HeaderMap } from "../api/header-map";
import { FieldReader } from "./field-reader";
import { skipSpaces, StructuredParameters } from "./structured-parameters";
import { StructuredValue } from "./structured-value";

/**
 * An item of a structured field with its parameters, or an inner list of them, RFC 9651,
 * section 3.
 *
 * ```ts
 * const priority = StructuredItem.parse('"a";b=1');
 * if (priority != null) log.info(priority.toString()); // "a";b=1
 * ```
 */
export class StructuredItem {
  /** Its parameters. */
  readonly parameters: StructuredParameters = new StructuredParameters();

  private constructor(
    /** The value; `null` of an inner list. */
    readonly value: StructuredValue | null,
    /** The items of an inner list, else `null`. */
    readonly items: StructuredItem[] | null,
  ) {}

  /** Makes an item. */
  static of(value: StructuredValue): StructuredItem {
    return new StructuredItem(value, null);
  }

  /** Makes an inner list; inner lists among the items are left out when it is written. */
  static list(items: StructuredItem[]): StructuredItem {
    return new StructuredItem(null, items);
  }

  /** Reads a header that is one item; `null` where it is not well-formed. */
  static parse(header: string): StructuredItem | null {
    const reader = new FieldReader(header);
    skipSpaces(reader);
    const item = StructuredItem.readItem(reader);
    skipSpaces(reader);
    return reader.isDone ? item : null;
  }

  /** Reads a header of a message; `null` where it is not there, or not well-formed. */
  static ofHeader(headers: HeaderMap, name: string): StructuredItem | null {
    const values = headers.getAll(name);
    return values.length > 0 ? StructuredItem.parse(values.join(", ")) : null;
  }

  /** Reads an item or an inner list; for the SDK. */
  static read(reader: FieldReader): StructuredItem | null {
    if (!reader.take(0x28)) return StructuredItem.readItem(reader);
    const items: StructuredItem[] = [];
    while (true) {
      skipSpaces(reader);
      if (reader.take(0x29)) break;
      const item = StructuredItem.readItem(reader);
      if (item == null) return null;
      items.push(item);
      if (reader.next != 0x20 && reader.next != 0x29) return null;
    }
    const list = StructuredItem.list(items);
    return list.parameters.read(reader) ? list : null;
  }

  private static readItem(reader: FieldReader): StructuredItem | null {
    const value = StructuredValue.read(reader);
    if (value == null) return null;
    const item = StructuredItem.of(value);
    return item.parameters.read(reader) ? item : null;
  }

  /** Whether it is an inner list. */
  get isList(): bool {
    return this.items != null;
  }

  /** Returns it as a header has it. */
  toString(): string {
    const value = this.value;
    const items = this.items;
    if (value != null) return value.toString() + this.parameters.toString();
    const texts: string[] = [];
    if (items != null) {
      for (let i = 0; i < items.length; i++) {
        if (!items[i].isList) texts.push(items[i].toString());
      }
    }
    return "(" + texts.join(" ") + ")" + this.parameters.toString();
  }
}
