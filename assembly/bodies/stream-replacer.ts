import { utf8Encode } from "../codecs/utf8";
import { NeedleSearch } from "../patterns/needle-search";
import { Needles } from "../patterns/needles";
import { BodyTransform } from "./body-transform";
import { ByteSink } from "./byte-sink";

/**
 * Replaces many texts in bytes that come in parts, in one pass, wherever the parts are cut. It
 * holds back no more than the end of a part that may begin a needle: fewer bytes than the
 * longest needle has. Of needles that overlap the first is replaced, and of those that begin
 * at the same place the longest. What replaced one is not searched again.
 *
 * ```ts
 * const secrets = new Needles(["password", "token"]);
 * class Mask extends HttpContext {
 *   private readonly replacer: StreamReplacer = new StreamReplacer(secrets, [
 *     "********",
 *   ]);
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     bodyChanged(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     this.replacer.pass(this.response.body, endOfStream);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Mask>("mask");
 * ```
 */
@final
export class StreamReplacer extends BodyTransform {
  /** How many needles were replaced. */
  count: i32 = 0;
  private readonly search: NeedleSearch;
  private readonly replacements: Uint8Array[] = [];
  /** What is held back. */
  private tail: Uint8Array = new Uint8Array(0);

  /**
   * Replaces each needle by the text at its place in `replacements`, the last of which also
   * stands for all needles that follow. Throws where there are needles and no replacement.
   */
  constructor(needles: Needles, replacements: string[]) {
    super();
    if (replacements.length == 0 && needles.length > 0) {
      throw new Error("Cannot replace needles: there is nothing to put there");
    }
    this.search = needles.search();
    for (let i = 0; i < replacements.length; i++) {
      this.replacements.push(utf8Encode(replacements[i]));
    }
  }

  /** Returns what goes on in place of the next part; the part itself where it is the same. */
  write(part: Uint8Array): Uint8Array {
    this.search.feed(part);
    return this.replace(part);
  }

  /** Returns what was held back, and is ready for another body. */
  end(): Uint8Array {
    this.search.finish();
    const rest = this.replace(new Uint8Array(0));
    this.search.reset();
    this.tail = new Uint8Array(0);
    return rest;
  }

  /** The same as `write`, for `pass`. */
  onPart(part: Uint8Array): Uint8Array {
    return this.write(part);
  }

  /** The same as `end`, for `pass`. */
  onEnd(): Uint8Array {
    return this.end();
  }

  private replace(part: Uint8Array): Uint8Array {
    const search = this.search;
    const tail = this.tail;
    const first = -tail.length;
    let sink: ByteSink | null = null;
    // What is in front of it is written; positions below 0 are in the tail.
    let at = first;
    while (search.next()) {
      if (sink == null) sink = this.sinkFor(part);
      this.copy(part, at, search.start, sink);
      sink.addBytes(this.replacementOf(search.needle));
      at = search.end;
      this.count++;
    }
    const end = part.length - search.held;
    if (sink == null && first == 0 && end == part.length) return part;
    if (sink == null) sink = this.sinkFor(part);
    this.copy(part, at, end, sink);
    const held = new ByteSink();
    this.copy(part, end, part.length, held);
    this.tail = held.take();
    return sink.take();
  }

  private sinkFor(part: Uint8Array): ByteSink {
    const sink = new ByteSink();
    sink.reserve(this.tail.length + part.length + (part.length >> 4) + 16);
    return sink;
  }

  private replacementOf(needle: i32): Uint8Array {
    return this.replacements[min(needle, this.replacements.length - 1)];
  }

  /** Copies what is between two positions. */
  private copy(part: Uint8Array, from: i32, to: i32, sink: ByteSink): void {
    if (from < 0) {
      const tail = this.tail;
      const end = min(to, 0);
      if (end > from) {
        sink.add(tail.dataStart + tail.length + from, end - from);
      }
    }
    const start = max(from, 0);
    if (to > start) sink.add(part.dataStart + start, to - start);
  }
}
