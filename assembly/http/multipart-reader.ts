import { decode, encode } from "../abi/utf8";
import { HeaderMap } from "../api/header-map";
import { MediaType } from "./media-type";
import { MultipartPart } from "./multipart-part";

/** What is read next. */
const enum Next {
  /** What is in front of the first delimiter. */
  Preamble,
  /** What follows a delimiter on its line. */
  Line,
  /** The headers of a part. */
  Headers,
  /** The content of a part. */
  Content,
  /** What is behind the last delimiter. */
  Nothing,
  /** Nothing, as the body is not well-formed. */
  Failed,
}

/** CR, LF, CR, LF. */
const TWO_LINES: u32 = 0x0a0d_0a0d;

/** Spaces behind a delimiter that are taken. */
const MOST_SPACES = 256;

/**
 * Reads a body of several parts, such as `multipart/form-data`, RFC 7578 and 2046, in whatever
 * pieces it arrives. It holds no more than one piece, the headers of one part, and what may be
 * the beginning of a delimiter. Extend it, and give it the pieces.
 *
 * ```ts
 * class Sizes extends MultipartReader {
 *   name: string = "";
 *   size: i32 = 0;
 *   onPart(part: MultipartPart): void {
 *     const name = part.name;
 *     this.name = name != null ? name : "";
 *     this.size = 0;
 *   }
 *   onContent(bytes: Uint8Array): void {
 *     this.size += bytes.length;
 *   }
 *   onPartEnd(): void {
 *     log.info(`${this.name} has ${this.size} bytes`);
 *   }
 * }
 * class Upload extends HttpHandler {
 *   onRequest(): void {
 *     const boundary = MultipartReader.boundaryOf(this.request.headers);
 *     if (boundary == null) return;
 *     const reader = new Sizes(boundary);
 *     const body = this.request.body;
 *     for (let part = body.next(); part != null; part = body.next()) {
 *       if (!reader.write(part.bytes())) return;
 *     }
 *   }
 * }
 * registerHttpHandler<Upload>("upload");
 * ```
 */
export abstract class MultipartReader {
  /** CR, LF, two minuses and the boundary. */
  private readonly delimiter: Uint8Array;
  /** What was given and is not read yet. */
  private held: Uint8Array;
  private next: Next = Next.Preamble;
  /** Whether the line end in front of a part's content is not read yet. */
  private isFirst: bool = false;

  /**
   * Begins with a boundary. Headers of a part may take `maxHeaders` bytes; a body with more is
   * not well-formed.
   */
  constructor(
    boundary: string,
    private readonly maxHeaders: i32 = 8192,
  ) {
    const delimiter = new Uint8Array(boundary.length * 3 + 4);
    const at = delimiter.dataStart;
    store<u32>(at, 0x2d2d_0a0d);
    const size = <i32>encode(boundary, at + 4) + 4;
    this.delimiter = delimiter.subarray(0, size);
    // The first delimiter may be at the very beginning.
    this.held = delimiter.slice(0, 2);
  }

  /** Returns the boundary that a `content-type` has, or `null` where it is not a multipart type. */
  static boundaryOf(headers: HeaderMap): string | null {
    const type = MediaType.of(headers);
    if (type == null || type.type != "multipart") return null;
    const boundary = type.parameters.get("boundary");
    // RFC 2046, section 5.1.1.
    return boundary == null || boundary.length < 1 || boundary.length > 70
      ? null
      : boundary;
  }

  /** Called with the headers of a part, before its content. */
  abstract onPart(part: MultipartPart): void;

  /** Called with the next bytes of a part's content; a part may have none. */
  abstract onContent(bytes: Uint8Array): void;

  /** Called when all of a part was given. */
  onPartEnd(): void {}

  /** Whether the last delimiter was read: a body without it was cut. */
  get isComplete(): bool {
    return this.next == Next.Nothing;
  }

  /**
   * Reads the next bytes of the body, and calls the methods above; false where the body is not
   * well-formed, from then on.
   */
  write(bytes: Uint8Array): bool {
    const whole = joined(this.held, bytes);
    const end = whole.length;
    let at = 0;
    while (at >= 0 && this.next < Next.Nothing) {
      this.held = whole.subarray(at);
      at =
        this.next == Next.Line
          ? this.readLine(whole, at, end)
          : this.next == Next.Headers
            ? this.readHeaders(whole, at, end)
            : this.readContent(whole, at, end);
    }
    // Its own bytes alone: `held` would otherwise keep the whole piece.
    this.held =
      this.next < Next.Nothing ? this.held.slice() : new Uint8Array(0);
    return this.next != Next.Failed;
  }

  /** Reads what follows a delimiter; returns where it ends, -1 where more has to come. */
  private readLine(bytes: Uint8Array, start: i32, end: i32): i32 {
    const isLast = start + 1 < end && bytes[start] == 0x2d;
    if (isLast && bytes[start + 1] == 0x2d) {
      this.next = Next.Nothing;
      return -1;
    }
    let at = start;
    while (at < end && (bytes[at] == 0x20 || bytes[at] == 0x09)) at++;
    if (at - start > MOST_SPACES) return this.fail();
    if (at < end && bytes[at] != 0x0d) {
      // One minus may be the first of two.
      return bytes[at] == 0x2d && at == start && at + 1 == end
        ? -1
        : this.fail();
    }
    if (at + 1 >= end) return -1;
    if (bytes[at + 1] != 0x0a) return this.fail();
    this.next = Next.Headers;
    // A part without headers begins with an empty line, whose CR and LF are needed again.
    return at;
  }

  private readHeaders(bytes: Uint8Array, start: i32, end: i32): i32 {
    let at = start;
    while (at + 3 < end && load<u32>(bytes.dataStart + at) != TWO_LINES) at++;
    if (at - start > this.maxHeaders) return this.fail();
    if (at + 3 >= end) return -1;
    // Without headers the line of the delimiter and the empty line are all there is.
    const size = max(at - start - 2, 0);
    const text = decode(bytes.dataStart + start + 2, size);
    const part = MultipartPart.parse(text);
    if (part == null) return this.fail();
    this.next = Next.Content;
    this.isFirst = true;
    this.onPart(part);
    // The line end of a part without content may be the one of the next delimiter.
    return at + 2;
  }

  private readContent(bytes: Uint8Array, start: i32, end: i32): i32 {
    const isPart = this.next == Next.Content;
    const found = this.find(bytes, start, end);
    const from = isPart && this.isFirst ? start + 2 : start;
    if (isPart && from < found) this.onContent(bytes.subarray(from, found));
    if (found > start) this.isFirst = false;
    if (found + this.delimiter.length > end) {
      this.held = bytes.subarray(found);
      return -1;
    }
    if (isPart) this.onPartEnd();
    this.next = Next.Line;
    return found + this.delimiter.length;
  }

  /** Returns where the next delimiter is, or what may be its beginning at the end. */
  private find(bytes: Uint8Array, start: i32, end: i32): i32 {
    const size = this.delimiter.length;
    const wanted = this.delimiter.dataStart;
    const from = bytes.dataStart;
    for (let at = start; at < end; at++) {
      if (load<u8>(from + at) != 0x0d) continue;
      const left = min(size, end - at);
      if (memory.compare(from + at, wanted, left) == 0) return at;
    }
    return end;
  }

  private fail(): i32 {
    this.next = Next.Failed;
    return -1;
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length == 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
