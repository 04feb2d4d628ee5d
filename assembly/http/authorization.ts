import { base64Decode, base64Encode } from "../codecs/base64";
import { HeaderMap } from "../api/header-map";
import { equalsIgnoreCase, lowerCase } from "./ascii";
import { BasicCredentials } from "./basic-credentials";
import { bytesOf, toByteText } from "./byte-text";
import { FieldReader } from "./field-reader";

/**
 * The credentials of a request: its `authorization` header, RFC 9110, section 11.6.2.
 *
 * ```ts
 * class NeedsToken extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const token = Authorization.bearerOf(this.request.headers);
 *     if (token != null) return FilterHeadersStatus.Continue;
 *     const challenge = new Challenge("Bearer").realm("api");
 *     this.sendLocalResponse(challenge.response(401));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * ```
 */
export class Authorization {
  private constructor(
    /** The scheme in lower case, such as `bearer`. */
    readonly scheme: string,
    /** All that follows the scheme, without spaces at its ends. */
    readonly credentials: string,
  ) {}

  /** Reads the value of an `authorization` header; `null` where it has no scheme. */
  static parse(header: string): Authorization | null {
    const reader = new FieldReader(header);
    reader.skipSpace();
    const scheme = reader.token();
    if (scheme == null || (!reader.isDone && reader.next != 0x20)) return null;
    reader.skipSpace();
    let end = header.length;
    while (end > reader.at && isSpace(header.charCodeAt(end - 1))) end--;
    return new Authorization(
      lowerCase(scheme),
      header.substring(reader.at, end),
    );
  }

  /** Reads the `authorization` header of a request; `null` where there is none. */
  static of(headers: HeaderMap): Authorization | null {
    const header = headers.get("authorization");
    return header != null ? Authorization.parse(header) : null;
  }

  /** Returns the bearer token of a request, or `null`; see `bearer`. */
  static bearerOf(headers: HeaderMap): string | null {
    const authorization = Authorization.of(headers);
    return authorization != null ? authorization.bearer : null;
  }

  /** Returns user and password of a request with the scheme `Basic`, or `null`; see `basic`. */
  static basicOf(headers: HeaderMap): BasicCredentials | null {
    const authorization = Authorization.of(headers);
    return authorization != null ? authorization.basic : null;
  }

  /**
   * Writes the value of an `authorization` header for a user, whose name has no colon, and a
   * password; both as UTF-8.
   *
   * ```ts
   * const call = new HttpCall("billing").path("/");
   * call.header("authorization", Authorization.basicFor("joe", "secret"));
   * ```
   */
  static basicFor(user: string, password: string): string {
    const bytes = bytesOf(toByteText(user + ":" + password));
    return "Basic " + base64Encode(bytes);
  }

  /**
   * User and password of the scheme `Basic` (RFC 7617), or `null` where it is another one, or
   * is not well-formed. What is not UTF-8 reads as U+FFFD.
   */
  get basic(): BasicCredentials | null {
    if (this.scheme != "basic") return null;
    const bytes = base64Decode(this.credentials);
    return bytes != null ? BasicCredentials.ofBytes(bytes) : null;
  }

  /**
   * The token of the scheme `Bearer` (RFC 6750), or `null`: letters, digits and `-._~+/`, and
   * `=` at the end.
   */
  get bearer(): string | null {
    if (this.scheme != "bearer") return null;
    return isToken68(this.credentials) ? this.credentials : null;
  }

  /**
   * Returns a parameter of schemes such as `Digest`, by its name in any case, or `null`.
   *
   * ```ts
   * const digest = Authorization.parse('Digest username="joe", uri="/"');
   * const user = digest != null ? digest.parameter("username") : null;
   * if (user != null) log.info(user); // joe
   * ```
   */
  parameter(name: string): string | null {
    const reader = new FieldReader(this.credentials);
    while (reader.nextElement()) {
      const found = reader.token();
      if (found == null || !reader.takeSpaced(0x3d)) continue;
      const value = reader.value();
      if (value != null && equalsIgnoreCase(found, name)) return value;
    }
    return null;
  }
}

function isToken68(text: string): bool {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) == 0x3d) end--;
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    const letter: u32 = (unit | 0x20) - 0x61;
    const isOther =
      unit == 0x2b || (unit >= 0x2d && unit <= 0x39) || unit == 0x5f;
    if (letter >= 26 && !isOther && unit != 0x7e) return false;
  }
  return end > 0;
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}
