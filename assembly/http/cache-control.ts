import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { decimalText, equalsIgnoreCase, wholeNumber } from "./ascii";
import { FieldReader, isToken, quotedWhereNeeded } from "./field-reader";

/** What a longer time counts as: RFC 9111, section 1.2.2. */
const FOREVER: i64 = 2_147_483_648;

/**
 * The directives of a `cache-control` header, of a request or of a response: RFC 9111, section
 * 5.2. Names match in any case. Directives that are not edited stay as they are.
 *
 * ```ts
 * class Shorter extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const control = CacheControl.of(this.response.headers);
 *     if (control.has("no-store")) return FilterHeadersStatus.Continue;
 *     if (control.seconds("max-age") > 60) control.setSeconds("max-age", 60);
 *     control.writeTo(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class CacheControl {
  private readonly names: string[] = [];
  /** What each directive is called with, without quotes. */
  private readonly values: string[] = [];
  /** Each directive as it is written. */
  private readonly pieces: string[] = [];

  /** Reads the value of a header; what is not well-formed counts for nothing, and stays. */
  constructor(header: string = "") {
    const reader = new FieldReader(header);
    while (reader.nextElement()) {
      const start = reader.at;
      const name = reader.token();
      const value = reader.takeSpaced(0x3d) ? reader.value() : "";
      reader.skipSpace();
      const isWhole = reader.isDone || reader.next == 0x2c;
      reader.at = start;
      this.pieces.push(reader.restOfElement());
      const isRight = isWhole && name != null && value != null;
      this.names.push(isRight ? name! : "");
      this.values.push(isRight ? value! : "");
    }
  }

  /** Reads the `cache-control` headers of a message. */
  static of(headers: HeaderMap): CacheControl {
    return new CacheControl(headers.getAll("cache-control").join());
  }

  /** Tells whether a directive is there, such as `no-store`. */
  has(name: string): bool {
    return this.indexOf(name) >= 0;
  }

  /** Returns the value of a directive, without quotes; `""` without one, or `null`. */
  get(name: string): string | null {
    const index = this.indexOf(name);
    return index < 0 ? null : this.values[index];
  }

  /**
   * Returns the seconds of a directive such as `max-age`, at most 2147483648; -1 where it is
   * not there, or is not a whole number, with which a response is stale.
   */
  seconds(name: string): i64 {
    const index = this.indexOf(name);
    return index < 0 ? -1 : wholeNumber(this.values[index], FOREVER);
  }

  /**
   * Sets a directive, where it is first or else at the end; others of the name are removed.
   * False where the name is not a token, or the value has what no header can have.
   */
  set(name: string, value: string = ""): bool {
    const quoted = value.length > 0 ? quotedWhereNeeded(value) : "";
    if (!isToken(name) || quoted == null) return false;
    let index = this.indexOf(name);
    if (index >= 0) this.drop(name, index + 1);
    else {
      index = this.names.length;
      this.names.push(name);
      this.values.push("");
      this.pieces.push("");
    }
    this.values[index] = value;
    this.pieces[index] = quoted.length > 0 ? `${name}=${quoted}` : name;
    return true;
  }

  /** Sets a directive to a number of seconds; below 0 counts as 0. */
  setSeconds(name: string, seconds: i64): bool {
    return this.set(name, decimalText(max<i64>(seconds, 0)));
  }

  /** Removes a directive; false where it is not there. */
  delete(name: string): bool {
    return this.drop(name, 0);
  }

  /** Returns the value of a header. */
  toString(): string {
    return this.pieces.join(", ");
  }

  /** Sets the `cache-control` of a message, or removes it where no directive is left. */
  writeTo(headers: HeaderMap): Status {
    return this.pieces.length == 0
      ? headers.delete("cache-control")
      : headers.set("cache-control", this.toString());
  }

  private indexOf(name: string): i32 {
    if (name.length == 0) return -1;
    for (let i = 0; i < this.names.length; i++) {
      if (equalsIgnoreCase(this.names[i], name)) return i;
    }
    return -1;
  }

  private drop(name: string, from: i32): bool {
    let kept = from;
    for (let i = from; i < this.names.length; i++) {
      if (name.length > 0 && equalsIgnoreCase(this.names[i], name)) continue;
      this.names[kept] = this.names[i];
      this.values[kept] = this.values[i];
      this.pieces[kept++] = this.pieces[i];
    }
    const isFound = kept < this.names.length;
    this.names.length = kept;
    this.values.length = kept;
    this.pieces.length = kept;
    return isFound;
  }
}
