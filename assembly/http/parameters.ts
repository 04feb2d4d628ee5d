import { equalsIgnoreCase, lowerCase } from "./ascii";
import { FieldReader, isToken, quotedWhereNeeded } from "./field-reader";

/** More are not read: each name is compared with those before it. */
const MOST = 64;

/**
 * The parameters behind a value, such as `; charset=utf-8; q=0.5`: RFC 9110, section 5.6.6.
 * Names match in any case; where one is there twice, the first counts. At most 64 are read.
 *
 * ```ts
 * const type = MediaType.parse('multipart/form-data; boundary="a b"');
 * const boundary = type != null ? type.parameters.get("boundary") : null;
 * if (boundary != null) log.info(boundary); // a b
 * ```
 */
@final
export class Parameters {
  private readonly names: string[] = [];
  private readonly values: string[] = [];

  /** How many there are. */
  get size(): i32 {
    return this.names.length;
  }

  /** Returns the value of a name, without quotes, or `null`. */
  get(name: string): string | null {
    for (let i = 0; i < this.names.length; i++) {
      if (equalsIgnoreCase(this.names[i], name)) return this.values[i];
    }
    return null;
  }

  /** Returns a name in lower case by its index; throws outside 0 to `size` - 1. */
  nameAt(index: i32): string {
    return this.names[index];
  }

  /** Returns a value by its index; throws outside 0 to `size` - 1. */
  valueAt(index: i32): string {
    return this.values[index];
  }

  /**
   * Gives a name a value, where it is or else at the end. False, and nothing has changed, for
   * a name that is not a token or a value that is not visible ASCII, spaces and tabs.
   */
  set(name: string, value: string): bool {
    if (!isToken(name) || quotedWhereNeeded(value) == null) return false;
    for (let i = 0; i < this.names.length; i++) {
      if (!equalsIgnoreCase(this.names[i], name)) continue;
      this.values[i] = value;
      return true;
    }
    this.names.push(lowerCase(name));
    this.values.push(value);
    return true;
  }

  /** Removes a name; false where it is not there. */
  delete(name: string): bool {
    let kept = 0;
    for (let i = 0; i < this.names.length; i++) {
      if (equalsIgnoreCase(this.names[i], name)) continue;
      this.names[kept] = this.names[i];
      this.values[kept++] = this.values[i];
    }
    const isFound = kept < this.names.length;
    this.names.length = kept;
    this.values.length = kept;
    return isFound;
  }

  /** Returns all of them, each with a `; ` in front, quoted where they need it. */
  toString(): string {
    let text = "";
    for (let i = 0; i < this.names.length; i++) {
      const value = quotedWhereNeeded(this.values[i]);
      if (value != null) text += `; ${this.names[i]}=${value}`;
    }
    return text;
  }

  /** Reads all that follow, up to what is not a parameter; for the SDK. */
  read(reader: FieldReader): void {
    while (this.names.length < MOST && reader.takeSpaced(0x3b)) {
      const name = reader.token();
      // Empty ones are allowed.
      if (name == null) continue;
      if (!reader.take(0x3d)) return;
      const value = reader.value();
      if (value == null) return;
      this.names.push(lowerCase(name));
      this.values.push(value);
    }
  }
}
