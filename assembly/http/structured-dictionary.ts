import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { FieldReader } from "./field-reader";
import { StructuredItem } from "./structured-item";
import { toNextMember } from "./structured-list";
import { isKey, keyOf, skipSpaces } from "./structured-parameters";
import { StructuredValue } from "./structured-value";

/** More than the 1024 that a parser has to take are refused: keys are compared one by one. */
const MOST = 1024;

/**
 * A structured field that is a dictionary, RFC 9651, section 3.2.
 *
 * ```ts
 * class Priority extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const priority = StructuredDictionary.of(this.request.headers, "priority");
 *     const urgency = priority != null ? priority.value("u") : null;
 *     if (urgency != null) log.info(urgency.integerOr(3).toString());
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class StructuredDictionary {
  private readonly keys: string[] = [];
  private readonly items: StructuredItem[] = [];

  /** Reads a header; `""` has no members, and `null` is for what is not well-formed. */
  static parse(header: string): StructuredDictionary | null {
    const reader = new FieldReader(header);
    const dictionary = new StructuredDictionary();
    skipSpaces(reader);
    while (!reader.isDone) {
      const key = keyOf(reader);
      if (key == null || dictionary.size == MOST) return null;
      let item: StructuredItem | null;
      if (reader.take(0x3d)) item = StructuredItem.read(reader);
      else {
        item = StructuredItem.of(StructuredValue.boolean(true));
        if (!item.parameters.read(reader)) return null;
      }
      if (item == null) return null;
      dictionary.set(key, item);
      if (!toNextMember(reader)) return null;
    }
    return dictionary;
  }

  /** Reads the headers of a name; without any it is empty. */
  static of(headers: HeaderMap, name: string): StructuredDictionary | null {
    return StructuredDictionary.parse(headers.getAll(name).join(", "));
  }

  /** How many members there are. */
  get size(): i32 {
    return this.keys.length;
  }

  /** Returns a key by its index; throws outside 0 to `size` - 1. */
  keyAt(index: i32): string {
    return this.keys[index];
  }

  /** Returns an item by its index; throws outside 0 to `size` - 1. */
  itemAt(index: i32): StructuredItem {
    return this.items[index];
  }

  /** Returns the item or the inner list of a key, or `null`. */
  get(key: string): StructuredItem | null {
    const index = this.keys.indexOf(key);
    return index < 0 ? null : this.items[index];
  }

  /** Returns the value of a key; `null` also of an inner list. */
  value(key: string): StructuredValue | null {
    const item = this.get(key);
    return item != null ? item.value : null;
  }

  /** Sets a key, where it is or else at the end; false where the text cannot be a key. */
  set(key: string, item: StructuredItem): bool {
    if (!isKey(key)) return false;
    const index = this.keys.indexOf(key);
    if (index >= 0) {
      this.items[index] = item;
    } else {
      this.keys.push(key);
      this.items.push(item);
    }
    return true;
  }

  /** Removes a key; false where it is not there. */
  delete(key: string): bool {
    const index = this.keys.indexOf(key);
    if (index < 0) return false;
    this.keys.splice(index, 1);
    this.items.splice(index, 1);
    return true;
  }

  /** Returns it as a header has it; `""` for an empty one, which is not to be sent. */
  toString(): string {
    const texts: string[] = [];
    for (let i = 0; i < this.keys.length; i++) {
      const item = this.items[i];
      const value = item.value;
      // True is not written.
      texts.push(
        value != null && value.booleanOr(false)
          ? this.keys[i] + item.parameters.toString()
          : this.keys[i] + "=" + item.toString(),
      );
    }
    return texts.join(", ");
  }

  /** Sets a header, or removes it where the dictionary is empty. */
  writeTo(headers: HeaderMap, name: string): Status {
    return this.keys.length == 0
      ? headers.delete(name)
      : headers.set(name, this.toString());
  }
}
