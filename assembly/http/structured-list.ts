import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { FieldReader } from "./field-reader";
import { StructuredItem } from "./structured-item";
import { skipSpaces } from "./structured-parameters";

/**
 * A structured field that is a list, RFC 9651, section 3.1.
 *
 * ```ts
 * const list = StructuredList.parse('"foo", (a b);x, 1');
 * if (list != null) log.info(list.items.length.toString()); // 3
 * ```
 */
@final
export class StructuredList {
  /** Its items and inner lists. */
  readonly items: StructuredItem[] = [];

  /** Reads a header; `""` has no items, and `null` is for what is not well-formed. */
  static parse(header: string): StructuredList | null {
    const reader = new FieldReader(header);
    const list = new StructuredList();
    skipSpaces(reader);
    while (!reader.isDone) {
      const item = StructuredItem.read(reader);
      if (item == null) return null;
      list.items.push(item);
      if (!toNextMember(reader)) return null;
    }
    return list;
  }

  /** Reads the headers of a name; without any it is empty. */
  static of(headers: HeaderMap, name: string): StructuredList | null {
    return StructuredList.parse(headers.getAll(name).join(", "));
  }

  /** Returns it as a header has it; `""` for an empty one, which is not to be sent. */
  toString(): string {
    const texts: string[] = [];
    for (let i = 0; i < this.items.length; i++) {
      texts.push(this.items[i].toString());
    }
    return texts.join(", ");
  }

  /** Sets a header, or removes it where the list is empty. */
  writeTo(headers: HeaderMap, name: string): Status {
    return this.items.length == 0
      ? headers.delete(name)
      : headers.set(name, this.toString());
  }
}

/** Goes past a comma to the next member, or to the end; false where there is neither. */
export function toNextMember(reader: FieldReader): bool {
  const end = reader.at;
  reader.skipSpace();
  if (reader.isDone) {
    // Tabs may be around commas only.
    for (let i = end; i < reader.at; i++) {
      if (reader.text.charCodeAt(i) != 0x20) return false;
    }
    return true;
  }
  if (!reader.take(0x2c)) return false;
  reader.skipSpace();
  return !reader.isDone;
}
