import { JsonLine } from "./json-line";
import { findLineFeed, RETURN } from "./line-end";
import { StreamReader } from "./stream-reader";

/**
 * Reads JSON lines (`application/jsonl`, `application/x-ndjson`), in whatever parts they
 * arrive. A line ends by LF, or CRLF; after `end`, what is left is a line as well. Lines with
 * nothing but white space are left out.
 *
 * It holds at most one line that is not whole. One of more than `limit` bytes is `isTooLarge`,
 * and its content is not held.
 *
 * ```ts
 * class Models extends HttpContext {
 *   private readonly lines: JsonLinesReader = new JsonLinesReader();
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     const lines = this.lines;
 *     lines.write(this.response.body.bytes());
 *     if (endOfStream) lines.end();
 *     for (let line = lines.next(); line != null; line = lines.next()) {
 *       const value = line.json();
 *       if (value == null) log.warn("a line is not JSON");
 *     }
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Models>("models");
 * ```
 */
@final
export class JsonLinesReader extends StreamReader<JsonLine> {
  /** What was not looked at yet, from the line's beginning. */
  private scan: usize = 0;
  private hasEnded: bool = false;

  /** Holds lines of up to `limit` bytes. */
  constructor(limit: i32 = 1 << 20) {
    super(limit);
  }

  /** Tells that nothing will be added: what is left is the last line. */
  end(): void {
    this.hasEnded = true;
  }

  /** Returns the next line that is whole, `null` until more is added. */
  next(): JsonLine | null {
    const input = this.sdkInput;
    while (input.begin < input.end) {
      const begin = input.begin;
      const feed = findLineFeed(begin + this.scan, input.end);
      const isWhole = feed < input.end;
      const after = isWhole ? feed + 1 : feed;
      if (this.sdkIsSkipping) {
        this.begin(after);
        if (!isWhole) break;
        this.sdkIsSkipping = false;
        this.sdkSkippedTo = after;
        continue;
      }
      const isReturn = isWhole && feed > begin && load<u8>(feed - 1) == RETURN;
      const to = isReturn ? feed - 1 : feed;
      const isTooLarge = to - begin > <usize>this.limit;
      if (!isWhole && !isTooLarge && !this.hasEnded) {
        this.scan = feed - begin;
        break;
      }
      // A CR at the end may belong to the LF that comes next.
      if (!isWhole && !this.hasEnded && to - begin == <usize>this.limit + 1) {
        if (load<u8>(to - 1) == RETURN) {
          this.scan = feed - begin;
          break;
        }
      }
      this.begin(after);
      this.sdkIsSkipping = isTooLarge && !isWhole;
      if (isTooLarge) {
        return new JsonLine(input.owner, begin, after, true, begin);
      }
      if (!isBlank(begin, to)) {
        return new JsonLine(input.owner, begin, after, false, to);
      }
    }
    return null;
  }

  private begin(at: usize): void {
    this.sdkInput.begin = at;
    this.scan = 0;
  }
}

function isBlank(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) {
    const byte: u32 = load<u8>(at);
    if (byte != 0x20 && byte != 0x09 && byte != RETURN) return false;
  }
  return true;
}
