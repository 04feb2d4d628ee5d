import { HeaderMap } from "../api/header-map";
import { equalsIgnoreCase, lowerCase } from "./ascii";
import { FieldReader } from "./field-reader";
import { Parameters } from "./parameters";

/**
 * A media type, such as `text/html; charset=utf-8`: RFC 9110, section 8.3.1. Type, subtype
 * and the names of parameters match in any case, and are kept in lower case.
 *
 * ```ts
 * class OnlyJson extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const type = MediaType.of(this.request.headers);
 *     if (type != null && type.isJson) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(new LocalResponse(415).text("send JSON"));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * ```
 */
export class MediaType {
  /** The parameters, such as `charset` and `boundary`. */
  readonly parameters: Parameters = new Parameters();

  private constructor(
    /** What is in front of the slash, such as `text`. */
    readonly type: string,
    /** What is behind the slash, such as `html` or `problem+json`. */
    readonly subtype: string,
  ) {}

  /**
   * Reads a media type; `null` where a text does not begin with one. A parameter that is not
   * well-formed is left out, and what follows it.
   */
  static parse(text: string): MediaType | null {
    const reader = new FieldReader(text);
    reader.skipSpace();
    const media = MediaType.read(reader);
    if (media == null) return null;
    media.parameters.read(reader);
    return media;
  }

  /** Reads the `content-type` of a message; `null` where there is none that can be read. */
  static of(headers: HeaderMap): MediaType | null {
    const text = headers.get("content-type");
    return text != null ? MediaType.parse(text) : null;
  }

  /** Reads type and subtype alone; for the SDK. */
  static read(reader: FieldReader): MediaType | null {
    const type = reader.token();
    if (type == null || !reader.take(0x2f)) return null;
    const subtype = reader.token();
    if (subtype == null) return null;
    return new MediaType(lowerCase(type), lowerCase(subtype));
  }

  /** Type and subtype, such as `text/html`. */
  get essence(): string {
    return this.type + "/" + this.subtype;
  }

  /** What follows the last `+` of the subtype, such as `json`; `""` where there is none. */
  get suffix(): string {
    const plus = this.subtype.lastIndexOf("+");
    return plus < 0 ? "" : this.subtype.substring(plus + 1);
  }

  /** The parameter `charset` in lower case, or `null`. */
  get charset(): string | null {
    const charset = this.parameters.get("charset");
    return charset != null ? lowerCase(charset) : null;
  }

  /** Whether it is JSON: `application/json`, `text/json`, or any type with `+json`. */
  get isJson(): bool {
    return (
      this.suffix == "json" ||
      (this.subtype == "json" &&
        (this.type == "application" || this.type == "text"))
    );
  }

  /** Whether it is XML: `application/xml`, `text/xml`, or any type with `+xml`. */
  get isXml(): bool {
    return (
      this.suffix == "xml" ||
      (this.subtype == "xml" &&
        (this.type == "application" || this.type == "text"))
    );
  }

  /**
   * Tells whether a range such as `text/html`, `text/*` or `*` in both places includes it. The parameters
   * of the range have to be there as well, with these values in any case.
   */
  matches(range: string): bool {
    const wanted = MediaType.parse(range);
    return wanted != null && this.isIn(wanted);
  }

  /** Tells whether a range that was read includes it. */
  isIn(range: MediaType): bool {
    if (range.type != "*" && range.type != this.type) return false;
    if (range.subtype != "*" && range.subtype != this.subtype) return false;
    const wanted = range.parameters;
    for (let i = 0; i < wanted.size; i++) {
      const value = this.parameters.get(wanted.nameAt(i));
      if (value == null || !equalsIgnoreCase(value, wanted.valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns it as a header has it, with parameters quoted where they need it. */
  toString(): string {
    return this.essence + this.parameters.toString();
  }
}
