import { HeaderMap } from "../api/header-map";
import { decimalText, equalsIgnoreCase, wholeNumber } from "./ascii";
import { FieldReader } from "./field-reader";

/** Larger than every body. */
const MOST: i64 = 1 << 62;

/**
 * A part of a body, both ends included.
 *
 * ```ts
 * const ranges = ByteRanges.parse("bytes=-5");
 * const parts = ranges != null ? ranges.resolve(100) : null;
 * if (parts != null && parts.length > 0) {
 *   log.info(ContentRange.of(parts[0], 100)); // bytes 95-99/100
 * }
 * ```
 */
@final
export class ByteRange {
  constructor(
    /** Where it begins, from 0 on. */
    readonly start: i64,
    /** Its last byte. */
    readonly end: i64,
  ) {}

  /** How many bytes it has. */
  get length(): i64 {
    return this.end - this.start + 1;
  }
}

/**
 * The parts of a body that a client asks for: the `range` header, RFC 9110, section 14.2. A
 * server may answer with all of the body instead, and does where the header is not well-formed.
 *
 * ```ts
 * const ranges = ByteRanges.of(this.request.headers);
 * if (ranges != null && ranges.size > 4) this.request.headers.delete("range");
 * ```
 */
@final
export class ByteRanges {
  /** The numbers in front of the minus and behind it; -1 where there is none. */
  private readonly firsts: i64[] = [];
  private readonly lasts: i64[] = [];

  /** Reads a header such as `bytes=0-99,200-,-5`; `null` for other units and what is not one. */
  static parse(header: string): ByteRanges | null {
    const reader = new FieldReader(header);
    const unit = reader.token();
    if (unit == null || !equalsIgnoreCase(unit, "bytes")) return null;
    if (!reader.take(0x3d)) return null;
    const ranges = new ByteRanges();
    while (reader.nextElement()) {
      if (!ranges.add(reader.restOfElement())) return null;
    }
    return ranges.size > 0 ? ranges : null;
  }

  /** Reads the `range` header of a request; `null` where there is none that can be read. */
  static of(headers: HeaderMap): ByteRanges | null {
    const header = headers.get("range");
    return header != null ? ByteRanges.parse(header) : null;
  }

  /** How many parts there are; a server should not answer many. */
  get size(): i32 {
    return this.firsts.length;
  }

  /**
   * Returns the parts of a body of so many bytes, in the order of the header, without those
   * that begin behind its end. None is a 416.
   */
  resolve(size: i64): ByteRange[] {
    const parts: ByteRange[] = [];
    for (let i = 0; i < this.firsts.length; i++) {
      const first = this.firsts[i];
      const last = this.lasts[i];
      const start = first < 0 ? max<i64>(size - last, 0) : first;
      const end = first < 0 || last < 0 ? size - 1 : min<i64>(last, size - 1);
      if (start <= end) parts.push(new ByteRange(start, end));
    }
    return parts;
  }

  private add(text: string): bool {
    const minus = text.indexOf("-");
    if (minus < 0) return false;
    const isSuffix = minus == 0;
    const isOpen = minus == text.length - 1;
    const first = wholeNumber(text.substring(0, minus), MOST);
    const last = wholeNumber(text.substring(minus + 1), MOST);
    if (first < 0 && (!isSuffix || isOpen)) return false;
    if (last < 0 && !isOpen) return false;
    if (first >= 0 && last >= 0 && last < first) return false;
    this.firsts.push(first);
    this.lasts.push(last);
    return true;
  }
}

/**
 * Which part of a body a response has: the `content-range` header, RFC 9110, section 14.4.
 *
 * ```ts
 * const range = ContentRange.parse("bytes 0-99/1234");
 * if (range != null) log.info(range.size.toString()); // 1234
 * ```
 */
export class ContentRange {
  private constructor(
    /** The part; `null` in a 416, where it says the size alone. */
    readonly range: ByteRange | null,
    /** How many bytes the body has; -1 where that is not known. */
    readonly size: i64,
  ) {}

  /** Reads a header; `null` for other units and what is not well-formed. */
  static parse(header: string): ContentRange | null {
    const reader = new FieldReader(header);
    const unit = reader.token();
    if (unit == null || !equalsIgnoreCase(unit, "bytes")) return null;
    if (!reader.take(0x20)) return null;
    const slash = header.indexOf("/");
    if (slash < 0) return null;
    const sizeText = header.substring(slash + 1);
    const size = wholeNumber(sizeText, MOST);
    const part = header.substring(reader.at, slash);
    if (part == "*") return size < 0 ? null : new ContentRange(null, size);
    if (size < 0 && sizeText != "*") return null;
    const minus = part.indexOf("-");
    if (minus < 0) return null;
    const start = wholeNumber(part.substring(0, minus), MOST);
    const end = wholeNumber(part.substring(minus + 1), MOST);
    if (start < 0 || end < start || (size >= 0 && end >= size)) return null;
    return new ContentRange(new ByteRange(start, end), size);
  }

  /** Writes the header for a part of a body of so many bytes, -1 where that is not known. */
  static of(range: ByteRange, size: i64): string {
    const part = `bytes ${decimalText(range.start)}-${decimalText(range.end)}/`;
    return part + (size < 0 ? "*" : decimalText(size));
  }

  /** Writes the header of a 416: the size alone. */
  static unsatisfied(size: i64): string {
    return "bytes */" + decimalText(size);
  }
}
