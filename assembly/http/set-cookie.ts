import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { decimalText, equalsIgnoreCase, startsIgnoreCase } from "./ascii";
import { byteTextOf, bytesOf, textOf, toByteText } from "./byte-text";
import { parseCookieDate } from "./cookie-date";
import {
  isAttributeValue,
  isCookieName,
  isCookieValue,
  trimmed,
} from "./cookie-syntax";

/** Longer ones are ignored: RFC 6265bis, section 5.6. */
const LONGEST_ATTRIBUTE = 1024;
const LONGEST_COOKIE = 4096;

/** What makes browsers ignore a cookie. */
const enum Fault {
  None,
  Name,
  Value,
  Attribute,
  Length,
  Secure,
  Path,
  Domain,
}

/**
 * To which requests from other sites a cookie is sent.
 *
 * ```ts
 * const cookie = new SetCookie("id", "1");
 * cookie.sameSite = SameSite.Lax;
 * log.info(cookie.toString()); // id=1; SameSite=Lax
 * ```
 */
export enum SameSite {
  /** It does not say: browsers take it for `Lax`, mostly. */
  Unset = 0,
  /** To none. */
  Strict = 1,
  /** To those that navigate. */
  Lax = 2,
  /** To all; needs `secure`. */
  None = 3,
}

/**
 * A cookie that a response sets: a `set-cookie` header with its attributes.
 *
 * It is read as RFC 6265bis has browsers read it; of an attribute that is there twice the last
 * one counts. Attributes that are not edited, unknown ones included, stay the same to the byte.
 *
 * ```ts
 * class Remember extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const cookie = new SetCookie("__Host-seen", "1");
 *     cookie.path = "/";
 *     cookie.maxAge = 86400;
 *     cookie.secure = true;
 *     cookie.httpOnly = true;
 *     cookie.sameSite = SameSite.Lax;
 *     cookie.appendTo(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class SetCookie {
  /** Byte texts: `name=value`, and then the attributes with their spaces. */
  private pieces: string[] = [];

  /** Makes a cookie without attributes; `fault` says what is wrong with the name or the value. */
  constructor(name: string, value: string) {
    this.pieces.push(toByteText(name + "=" + value));
  }

  /** Reads the value of a `set-cookie` header; `null` where browsers ignore it. */
  static parse(header: string): SetCookie | null {
    return read(toByteText(header));
  }

  /**
   * Reads all `set-cookie` headers of a response, without those that browsers ignore.
   *
   * ```ts
   * const cookies = SetCookie.allOf(this.response.headers);
   * for (let i = 0; i < cookies.length; i++) cookies[i].secure = true;
   * SetCookie.replaceAll(this.response.headers, cookies);
   * ```
   */
  static allOf(headers: HeaderMap): SetCookie[] {
    const cookies: SetCookie[] = [];
    const values = headers.getAllBytes("set-cookie");
    for (let i = 0; i < values.length; i++) {
      const cookie = read(byteTextOf(values[i]));
      if (cookie != null) cookies.push(cookie);
    }
    return cookies;
  }

  /** Replaces all `set-cookie` headers of a response; answers the first refusal. */
  static replaceAll(headers: HeaderMap, cookies: SetCookie[]): Status {
    let status = headers.delete("set-cookie");
    for (let i = 0; i < cookies.length && status == Status.Ok; i++) {
      status = headers.appendBytes("set-cookie", bytesOf(cookies[i].raw));
    }
    return status;
  }

  /** Its name. */
  get name(): string {
    const pair = this.pieces[0];
    return textOf(trimmed(pair, 0, max(pair.indexOf("="), 0)));
  }

  /** Its value, as it is written. */
  get value(): string {
    const pair = this.pieces[0];
    return textOf(trimmed(pair, pair.indexOf("=") + 1, pair.length));
  }

  /** Replaces the value. */
  set value(value: string) {
    this.pieces[0] = toByteText(this.name + "=" + value);
  }

  /** The `Domain`, without a dot in front; `null` for the host that sets the cookie alone. */
  get domain(): string | null {
    const value = this.attribute("domain");
    return value != null && value.startsWith(".") ? value.substring(1) : value;
  }

  /** Sets the `Domain`, or removes it by `null`. */
  set domain(value: string | null) {
    this.setAttribute("Domain", value);
  }

  /** The `Path`; `null` where there is none or it does not begin with `/`. */
  get path(): string | null {
    const value = this.attribute("path");
    return value != null && value.startsWith("/") ? value : null;
  }

  /** Sets the `Path`, or removes it by `null`. */
  set path(value: string | null) {
    this.setAttribute("Path", value);
  }

  /**
   * The `Max-Age` in seconds, which goes before `expires`; 0 or less for a cookie to be
   * removed, and `i64.MIN_VALUE` where it has none.
   */
  get maxAge(): i64 {
    const value = this.attribute("max-age");
    return value == null ? i64.MIN_VALUE : secondsOf(value);
  }

  /** Sets the `Max-Age` in seconds, or removes it by `i64.MIN_VALUE`. */
  set maxAge(seconds: i64) {
    this.setAttribute(
      "Max-Age",
      seconds == i64.MIN_VALUE ? null : decimalText(seconds),
    );
  }

  /** When it `Expires`; `null` where it does not say, or says it in no form that browsers read. */
  get expires(): Date | null {
    const value = this.attribute("expires");
    return value != null ? parseCookieDate(value) : null;
  }

  /** Sets when it `Expires`, or removes that by `null`. */
  set expires(date: Date | null) {
    this.setAttribute("Expires", date != null ? date.toUTCString() : null);
  }

  /** Whether it is sent over TLS only. */
  get secure(): bool {
    return this.indexOf("secure") > 0;
  }

  /** Sets or removes `Secure`. */
  set secure(value: bool) {
    this.setAttribute("Secure", value ? "" : null);
  }

  /** Whether scripts do not see it. */
  get httpOnly(): bool {
    return this.indexOf("httponly") > 0;
  }

  /** Sets or removes `HttpOnly`. */
  set httpOnly(value: bool) {
    this.setAttribute("HttpOnly", value ? "" : null);
  }

  /** Whether each site that embeds the page has one of its own; needs `secure`. */
  get partitioned(): bool {
    return this.indexOf("partitioned") > 0;
  }

  /** Sets or removes `Partitioned`. */
  set partitioned(value: bool) {
    this.setAttribute("Partitioned", value ? "" : null);
  }

  /** The `SameSite`; `Unset` also where it has another value. */
  get sameSite(): SameSite {
    const value = this.attribute("samesite");
    if (value == null) return SameSite.Unset;
    if (equalsIgnoreCase(value, "strict")) return SameSite.Strict;
    if (equalsIgnoreCase(value, "lax")) return SameSite.Lax;
    return equalsIgnoreCase(value, "none") ? SameSite.None : SameSite.Unset;
  }

  /** Sets the `SameSite`, or removes it by `Unset`. */
  set sameSite(value: SameSite) {
    let text: string | null = null;
    if (value == SameSite.Strict) text = "Strict";
    else if (value == SameSite.Lax) text = "Lax";
    else if (value == SameSite.None) text = "None";
    this.setAttribute("SameSite", text);
  }

  /** Returns the value of an attribute by its name in any case; `""` without one, or `null`. */
  attribute(name: string): string | null {
    const index = this.indexOf(name);
    if (index < 0) return null;
    const piece = this.pieces[index];
    const equals = piece.indexOf("=");
    return equals < 0 ? "" : textOf(trimmed(piece, equals + 1, piece.length));
  }

  /** Sets an attribute where it was last, or else at the end; `""` writes its name alone. */
  setAttribute(name: string, value: string | null): void {
    let index = this.indexOf(name);
    if (value == null) {
      for (; index > 0; index = this.indexOf(name)) {
        this.pieces.splice(index, 1);
      }
      return;
    }
    const piece = value.length > 0 ? `${name}=${value}` : name;
    if (index < 0) this.pieces.push(" " + toByteText(piece));
    else this.pieces[index] = " " + toByteText(piece);
  }

  /**
   * What makes browsers ignore the cookie, or what no header can have; `null` where it is
   * right. The prefixes `__Secure-` and `__Host-`, in any case, want attributes, as do
   * `SameSite=None` and `Partitioned`.
   */
  get fault(): string | null {
    switch (this.findFault()) {
      case Fault.None:
        return null;
      case Fault.Name:
        return "its name is not a token";
      case Fault.Value:
        return "its value has what a cookie cannot have: percent-encode it";
      case Fault.Attribute:
        return "an attribute has what it cannot have";
      case Fault.Length:
        return "name and value are longer than 4096 bytes";
      case Fault.Secure:
        return "__Secure- and __Host- in its name, SameSite=None and Partitioned need Secure";
      case Fault.Path:
        return "__Host- in its name needs Path=/";
      default:
        return "__Host- in its name allows no Domain";
    }
  }

  /** Returns the value of a `set-cookie` header, whatever its faults. */
  toString(): string {
    return textOf(this.raw);
  }

  /**
   * Adds it to the `set-cookie` headers of a response. `Status.BadArgument` where it has a
   * `fault`.
   */
  appendTo(headers: HeaderMap): Status {
    if (this.findFault() != Fault.None) return Status.BadArgument;
    return headers.appendBytes("set-cookie", bytesOf(this.raw));
  }

  /** Takes the pieces of a header; for the SDK. */
  take(pieces: string[]): void {
    this.pieces = pieces;
  }

  private findFault(): Fault {
    const name = this.name;
    const value = this.value;
    if (!isCookieName(name)) return Fault.Name;
    if (!isCookieValue(value)) return Fault.Value;
    for (let i = 1; i < this.pieces.length; i++) {
      if (!isAttributeValue(this.pieces[i])) return Fault.Attribute;
    }
    if (name.length + value.length > LONGEST_COOKIE) return Fault.Length;
    const isHost = startsIgnoreCase(name, "__host-");
    const isCareful =
      isHost ||
      startsIgnoreCase(name, "__secure-") ||
      this.partitioned ||
      this.sameSite == SameSite.None;
    if (isCareful && !this.secure) return Fault.Secure;
    if (!isHost) return Fault.None;
    if (this.path != "/") return Fault.Path;
    return this.indexOf("domain") > 0 ? Fault.Domain : Fault.None;
  }

  private get raw(): string {
    return this.pieces.join(";");
  }

  /** Returns where an attribute is last, -1 where it is not there. */
  private indexOf(name: string): i32 {
    for (let i = this.pieces.length - 1; i > 0; i--) {
      const piece = this.pieces[i];
      const equals = piece.indexOf("=");
      const end = equals < 0 ? piece.length : equals;
      if (
        equalsIgnoreCase(trimmed(piece, 0, end), name) &&
        piece.length - end <= LONGEST_ATTRIBUTE
      ) {
        return i;
      }
    }
    return -1;
  }
}

function read(raw: string): SetCookie | null {
  for (let i = 0; i < raw.length; i++) {
    const unit: u32 = raw.charCodeAt(i);
    if ((unit < 0x20 && unit != 0x09) || unit == 0x7f) return null;
  }
  const pieces = raw.split(";");
  const cookie = new SetCookie("", "");
  cookie.take(pieces);
  const size = cookie.name.length + cookie.value.length;
  return size == 0 || size > LONGEST_COOKIE ? null : cookie;
}

/** Returns the seconds of a `Max-Age`, `i64.MIN_VALUE` where browsers ignore it. */
function secondsOf(value: string): i64 {
  const isNegative = value.startsWith("-");
  let seconds: i64 = 0;
  for (let i = isNegative ? 1 : 0; i < value.length; i++) {
    const digit: u32 = value.charCodeAt(i) - 0x30;
    if (digit > 9) return i64.MIN_VALUE;
    seconds = min<i64>(seconds * 10 + digit, 1 << 53);
  }
  if (value.length == (isNegative ? 1 : 0)) return i64.MIN_VALUE;
  return isNegative ? -seconds : seconds;
}
