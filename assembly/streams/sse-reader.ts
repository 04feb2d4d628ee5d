import { findLineEnd, LINE_FEED, RETURN } from "./line-end";
import { SseEvent } from "./sse-event";
import { fieldOf, isComment, SseField, valueOf } from "./sse-field";
import { StreamReader } from "./stream-reader";

/** What the stream begins with. */
const enum Start {
  /** It is not there yet, or not enough of it to tell. */
  Open,
  /** It was looked for a byte order mark. */
  Read,
}

/** The bytes of a byte order mark, the lowest one first. */
const MARK: u32 = 0xbf_bbef;

/**
 * Reads server-sent events (`text/event-stream`), in whatever parts they arrive, and finds
 * those that the Web's `EventSource` dispatches: with CR, LF and CRLF, a byte order mark,
 * data of several lines, comments, and fields that nobody knows. What no empty line
 * ends is not an event.
 *
 * It holds at most one event that is not whole. One of more than `limit` bytes is
 * `isTooLarge`, and its data is not held.
 *
 * ```ts
 * class Log extends HttpContext {
 *   private readonly events: SseReader = new SseReader();
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     const events = this.events;
 *     events.write(this.response.body.bytes());
 *     for (let e = events.next(); e != null; e = events.next()) {
 *       log.info(e.data);
 *     }
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Log>("log");
 * ```
 */
@final
export class SseReader extends StreamReader<SseEvent> {
  /** The milliseconds that the last `retry` said, with an event or without; -1 for none. */
  retry: i64 = -1;
  /** Whether the stream has ended within an event; for the SDK. */
  sdkEndsOpen: bool = false;
  private start: Start = Start.Open;
  private hasEnded: bool = false;
  /** Whether an LF that comes next belongs to the CR before. */
  private skipsFeed: bool = false;
  /** Whether it is within a comment in front of an event, which was too large to hold. */
  private isInComment: bool = false;
  /** Within an event that is too large: whether the line so far is empty. */
  private isEmptyLine: bool = false;
  /** Where its line begins, and what was not looked at yet, from the event's beginning. */
  private line: usize = 0;
  private scan: usize = 0;
  /** Where in the event what it says is; the data of its first line. */
  private dataFrom: usize = 0;
  private dataTo: usize = 0;
  private dataLines: i32 = 0;
  private typeFrom: usize = 0;
  private typeTo: usize = 0;
  private eventRetry: i64 = -1;
  private id: Uint8Array = new Uint8Array(0);

  /** Holds events of up to `limit` bytes. */
  constructor(limit: i32 = 1 << 20) {
    super(limit);
  }

  /**
   * Tells that nothing will be added: what is left comes as an event that `isCut`, if it has
   * data. `EventSource` knows no such events.
   */
  end(): void {
    this.hasEnded = true;
  }

  /** Returns the next event that is whole, `null` until more is added. */
  next(): SseEvent | null {
    const event = this.nextWhole();
    const input = this.sdkInput;
    if (event != null || !this.hasEnded || input.size == 0) return event;
    this.sdkEndsOpen = true;
    if (this.line < this.scan) this.readLine(this.line, this.scan);
    this.scan = 0;
    return this.dataLines > 0 ? this.finish(input.end, false, true) : null;
  }

  private nextWhole(): SseEvent | null {
    const input = this.sdkInput;
    if (this.start == Start.Open && !this.skipMark()) return null;
    while (true) {
      if (this.sdkIsSkipping) {
        if (!this.skipRest()) return null;
        continue;
      }
      if (this.skipsFeed) {
        const at = input.begin + this.scan;
        if (at >= input.end) return null;
        if (load<u8>(at) == LINE_FEED) this.scan = ++this.line;
        this.skipsFeed = false;
      }
      const lineEnd = findLineEnd(input.begin + this.scan, input.end);
      if (lineEnd >= input.end) {
        this.scan = input.end - input.begin;
        if (this.isInComment) this.forget(input.end);
        if (this.scan <= <usize>this.limit) return null;
        if (this.line == 0 && isComment(input.begin, input.end)) {
          this.isInComment = true;
          this.forget(input.end);
          return null;
        }
        this.sdkIsSkipping = true;
        this.isEmptyLine = this.line == this.scan;
        return this.finish(input.end, true, false);
      }
      const from = input.begin + this.line;
      const after = this.afterLineEnd(lineEnd);
      if (this.isInComment) {
        this.isInComment = false;
        this.forget(after);
        continue;
      }
      if (from == lineEnd) {
        const isTooLarge = this.line > <usize>this.limit;
        if (this.dataLines > 0 || isTooLarge) {
          return this.finish(after, isTooLarge, false);
        }
        this.forget(after);
        continue;
      }
      if (this.line == 0 && isComment(from, lineEnd)) {
        // It keeps the connection alive, so it does not wait for an event.
        this.forget(after);
        continue;
      }
      this.readLine(from - input.begin, lineEnd - input.begin);
      this.line = this.scan = after - input.begin;
    }
  }

  private readLine(from: usize, to: usize): void {
    const begin = this.sdkInput.begin;
    switch (fieldOf(begin + from, begin + to)) {
      case SseField.Data: {
        if (this.dataLines++ > 0) return;
        this.dataFrom = valueOf(begin + from, begin + to, 4) - begin;
        this.dataTo = to;
        return;
      }
      case SseField.Type: {
        this.typeFrom = valueOf(begin + from, begin + to, 5) - begin;
        this.typeTo = to;
        return;
      }
      case SseField.Id: {
        const value = valueOf(begin + from, begin + to, 2);
        const id = new Uint8Array(<i32>(begin + to - value));
        memory.copy(id.dataStart, value, id.length);
        if (!id.includes(0)) this.id = id;
        return;
      }
      case SseField.Retry:
        this.readRetry(valueOf(begin + from, begin + to, 5), begin + to);
    }
  }

  private readRetry(from: usize, to: usize): void {
    // As many digits as a number of 64 bits has for sure.
    if (from == to || to - from > 18) return;
    let retry: i64 = 0;
    for (let at = from; at < to; at++) {
      const digit: u32 = <u32>load<u8>(at) - 0x30;
      if (digit > 9) return;
      retry = retry * 10 + digit;
    }
    this.retry = retry;
    this.eventRetry = retry;
  }

  /** Returns the event that ends at an address, and begins another one there. */
  private finish(end: usize, isTooLarge: bool, isCut: bool): SseEvent {
    const input = this.sdkInput;
    const begin = input.begin;
    const event = new SseEvent(
      input.owner,
      begin,
      end,
      isTooLarge,
      isTooLarge ? begin : begin + this.dataFrom,
      isTooLarge ? begin : begin + this.dataTo,
      isTooLarge ? 0 : this.dataLines,
      begin + this.typeFrom,
      begin + this.typeTo,
      this.id,
      this.eventRetry,
      isCut,
    );
    this.forget(end);
    return event;
  }

  /** Begins an event at an address. */
  private forget(at: usize): void {
    this.sdkInput.begin = at;
    this.line = 0;
    this.scan = 0;
    this.dataFrom = 0;
    this.dataTo = 0;
    this.dataLines = 0;
    this.typeFrom = 0;
    this.typeTo = 0;
    this.eventRetry = -1;
  }

  /** Goes over what is left of an event that is too large; false where more has to come. */
  private skipRest(): bool {
    const input = this.sdkInput;
    let at = input.begin;
    while (at < input.end) {
      if (this.skipsFeed) {
        this.skipsFeed = false;
        if (load<u8>(at) == LINE_FEED) {
          at++;
          continue;
        }
      }
      const lineEnd = findLineEnd(at, input.end);
      if (lineEnd > at) this.isEmptyLine = false;
      if (lineEnd >= input.end) break;
      at = this.afterLineEnd(lineEnd);
      if (this.isEmptyLine) {
        this.sdkIsSkipping = false;
        this.sdkSkippedTo = at;
        this.forget(at);
        return true;
      }
      this.isEmptyLine = true;
    }
    input.begin = input.end;
    return false;
  }

  /** Returns the address after the end of a line, and notes where an LF may follow. */
  private afterLineEnd(at: usize): usize {
    if (load<u8>(at) != RETURN) return at + 1;
    if (at + 1 >= this.sdkInput.end) {
      this.skipsFeed = true;
      return at + 1;
    }
    return load<u8>(at, 1) == LINE_FEED ? at + 2 : at + 1;
  }

  /** Goes over a byte order mark; false where too little is there to tell. */
  private skipMark(): bool {
    const input = this.sdkInput;
    const size = min(input.size, 3);
    let same = 0;
    while (
      same < size &&
      <u32>load<u8>(input.begin + same) == ((MARK >> (same << 3)) & 0xff)
    ) {
      same++;
    }
    if (same == size && size < 3) return false;
    if (same == 3) this.line = this.scan = 3;
    this.start = Start.Read;
    return true;
  }
}
