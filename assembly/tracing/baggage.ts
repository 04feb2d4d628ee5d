import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { HttpCall } from "../api/http-call";
import { percentEncode } from "../api/percent-encode";
import { decodeComponent } from "../http/component";
import { isToken } from "../http/field-reader";

/** How many members and bytes all have to pass on (W3C Baggage, Limits). */
const MOST: i32 = 64;
const ROOM: i32 = 8192;

/**
 * W3C's `baggage`: values by key that belong to a request and go with it from service to
 * service, beside its trace.
 *
 * A member that is not well-formed is left out. Of those of one key the last counts. At most
 * 64 members of 8,192 bytes in all are kept, those that come first.
 *
 * ```ts
 * class Lane extends HttpHandler {
 *   onRequest(): void {
 *     const baggage = Baggage.of(this.request.headers);
 *     if (baggage.get("lane") == null) baggage.set("lane", "main");
 *     baggage.writeTo(this.request.headers);
 *     const call = new HttpCall("auth").path("/check");
 *     if (baggage.inject(call).wait().status != 200) {
 *       this.respond(new LocalResponse(403));
 *     }
 *   }
 * }
 * registerHttpHandler<Lane>("baggage_lane");
 * ```
 */
@final
export class Baggage {
  private readonly keys: string[] = [];
  /** Each whole, without spaces around it. */
  private readonly members: string[] = [];
  private room: i32 = ROOM;

  /** Reads the value of a header, or several that are joined by commas. */
  static parse(text: string): Baggage {
    const baggage = new Baggage();
    const members = text.split(",");
    for (let i = 0; i < members.length; i++) baggage.add(members[i]);
    return baggage;
  }

  /** Reads the `baggage` headers of a request; without any it is empty. */
  static of(headers: HeaderMap): Baggage {
    return Baggage.parse(headers.getAll("baggage").join());
  }

  /** How many members there are. */
  get size(): i32 {
    return this.keys.length;
  }

  /** Returns a key by its index; throws outside 0 to `size` - 1. */
  keyAt(index: i32): string {
    return this.keys[index];
  }

  /**
   * Returns the value of a key, percent-decoded, or `null`. What is not UTF-8 then becomes
   * U+FFFD.
   */
  get(key: string): string | null {
    const index = this.keys.indexOf(key);
    if (index < 0) return null;
    const member = this.members[index];
    const end = member.indexOf(";");
    const from = member.indexOf("=") + 1;
    const value = trimmed(
      member.substring(from, end < 0 ? member.length : end),
    );
    return decodeComponent(value, 0, value.length, false);
  }

  /** Returns what follows the value of a key, such as `ttl=1;once`; `""` for none, or `null`. */
  propertiesOf(key: string): string | null {
    const index = this.keys.indexOf(key);
    if (index < 0) return null;
    const member = this.members[index];
    const end = member.indexOf(";");
    return end < 0 ? "" : trimmed(member.substring(end + 1));
  }

  /**
   * Sets the value of a key, percent-encoded, without properties; a key that is new comes last.
   * Returns false, and changes nothing, if the key is not a token or the member does not fit.
   */
  set(key: string, value: string): bool {
    if (!isToken(key)) return false;
    return this.put(key, key + "=" + percentEncode(value));
  }

  /** Removes a key; false where there is none. */
  delete(key: string): bool {
    const index = this.keys.indexOf(key);
    if (index < 0) return false;
    this.room += this.members[index].length + i32(this.keys.length > 1);
    this.keys.splice(index, 1);
    this.members.splice(index, 1);
    return true;
  }

  /** Returns the value of the header; `""` without members. */
  toString(): string {
    return this.members.join(",");
  }

  /** Adds the header to a call where there are members, and returns the call. */
  inject(call: HttpCall): HttpCall {
    return this.keys.length == 0
      ? call
      : call.header("baggage", this.toString());
  }

  /** Sets the header in a message, or removes it if the baggage is empty. */
  writeTo(headers: HeaderMap): Status {
    return this.keys.length == 0
      ? headers.delete("baggage")
      : headers.set("baggage", this.toString());
  }

  /** Adds a member, if it is well-formed. */
  private add(text: string): void {
    const member = trimmed(text);
    const equals = member.indexOf("=");
    const semicolon = member.indexOf(";");
    if (equals < 0 || (semicolon >= 0 && semicolon < equals)) return;
    const key = trimmed(member.substring(0, equals));
    if (!isToken(key)) return;
    const parts = member.substring(equals + 1).split(";");
    if (!isValue(trimmed(parts[0]))) return;
    for (let i = 1; i < parts.length; i++) {
      if (!isProperty(trimmed(parts[i]))) return;
    }
    this.put(key, member);
  }

  /** Sets a member; returns false if it does not fit. */
  private put(key: string, member: string): bool {
    const index = this.keys.indexOf(key);
    // With the comma before all but the first.
    const size =
      index < 0
        ? member.length + i32(this.keys.length > 0)
        : member.length - this.members[index].length;
    if (size > this.room || (index < 0 && this.keys.length == MOST)) {
      return false;
    }
    this.room -= size;
    if (index >= 0) this.members[index] = member;
    else {
      this.keys.push(key);
      this.members.push(member);
    }
    return true;
  }
}

/** Returns a text without spaces and tabs around it. */
function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.substring(from, to);
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

/** A key, or a key with a value. */
function isProperty(text: string): bool {
  const equals = text.indexOf("=");
  if (equals < 0) return isToken(text);
  return (
    isToken(trimmed(text.substring(0, equals))) &&
    isValue(trimmed(text.substring(equals + 1)))
  );
}

/** Section 3.3.1: printable ASCII without spaces, quotes, commas, semicolons and backslashes. */
function isValue(text: string): bool {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (
      unit <= 0x20 ||
      unit > 0x7e ||
      unit == 0x22 ||
      unit == 0x2c ||
      unit == 0x3b ||
      unit == 0x5c
    ) {
      return false;
    }
  }
  return true;
}
