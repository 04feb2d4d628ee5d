import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";

/**
 * An entity tag, such as `"abc"` or the weak `W/"abc"`: RFC 9110, section 8.8.3.
 *
 * ```ts
 * class Weaken extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const tag = EntityTag.of(this.response.headers);
 *     if (tag != null) tag.weakened().writeTo(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export class EntityTag {
  private constructor(
    /** What is between the quotes. */
    readonly value: string,
    /** Whether it says that it is the same content, not the same bytes. */
    readonly isWeak: bool,
  ) {}

  /**
   * Makes a tag; `null` where the value has a quote, a space, a control or what is not ASCII.
   *
   * ```ts
   * const tag = EntityTag.make("v1");
   * if (tag != null) log.info(tag.toString()); // "v1"
   * ```
   */
  static make(value: string, isWeak: bool = false): EntityTag | null {
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (!isTagUnit(unit) || unit > 0x7f) return null;
    }
    return new EntityTag(value, isWeak);
  }

  /** Reads a tag; `null` where the text is not one. */
  static parse(text: string): EntityTag | null {
    const end = endOf(text, 0);
    return end == text.length && end > 0 ? EntityTag.at(text, 0, end) : null;
  }

  /** Reads the `etag` of a response; `null` where there is none that can be read. */
  static of(headers: HeaderMap): EntityTag | null {
    const text = headers.get("etag");
    return text != null ? EntityTag.parse(text) : null;
  }

  /** Reads the tag at units `from` to `to`, which `endOf` has found; for the SDK. */
  static at(text: string, from: i32, to: i32): EntityTag {
    const isWeak = text.charCodeAt(from) == 0x57;
    return new EntityTag(
      text.substring(from + (isWeak ? 3 : 1), to - 1),
      isWeak,
    );
  }

  /** Tells whether both are the same and strong: their bytes are the same. */
  equalsStrong(other: EntityTag): bool {
    return !this.isWeak && !other.isWeak && this.value == other.value;
  }

  /** Tells whether both are the same, weak or not: their content is the same. */
  equalsWeak(other: EntityTag): bool {
    return this.value == other.value;
  }

  /** Returns the weak form, for a body that was encoded in another way. */
  weakened(): EntityTag {
    return this.isWeak ? this : new EntityTag(this.value, true);
  }

  /** Sets the `etag` of a response. */
  writeTo(headers: HeaderMap): Status {
    return headers.set("etag", this.toString());
  }

  /** Returns it as a header has it. */
  toString(): string {
    return (this.isWeak ? 'W/"' : '"') + this.value + '"';
  }
}

/** Returns where the tag at an index ends, -1 where there is none. */
export function endOf(text: string, from: i32): i32 {
  let at = from;
  const isWeak =
    text.length > from + 1 &&
    text.charCodeAt(from) == 0x57 &&
    text.charCodeAt(from + 1) == 0x2f;
  if (isWeak) at += 2;
  if (at >= text.length || text.charCodeAt(at) != 0x22) return -1;
  for (at++; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit == 0x22) return at + 1;
    if (!isTagUnit(unit)) return -1;
  }
  return -1;
}

function isTagUnit(unit: i32): bool {
  return unit > 0x20 && unit != 0x22 && unit != 0x7f;
}
