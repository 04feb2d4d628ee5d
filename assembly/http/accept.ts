import { HeaderMap } from "../api/header-map";
import { Acceptance } from "./acceptance";
import { FieldReader } from "./field-reader";
import { MediaType } from "./media-type";
import { FULL, readWeight } from "./weights";

/**
 * The media types that a client takes: the `accept` header, RFC 9110, section 12.5.1. Without
 * one it takes all. An element that is not well-formed is skipped.
 *
 * ```ts
 * class Errors extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const accept = Accept.of(this.request.headers);
 *     const type = accept.best(["application/json", "text/html"]);
 *     if (type != null) log.info(type);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class Accept extends Acceptance {
  private readonly ranges: MediaType[] = [];
  private readonly weights: i32[] = [];

  /** Reads the value of an `accept` header; `""` takes all. */
  constructor(header: string = "") {
    super();
    const reader = new FieldReader(header);
    while (reader.nextElement()) {
      const range = MediaType.read(reader);
      if (range == null) continue;
      const weight = readWeight(reader, range.parameters);
      if (weight < 0) continue;
      this.ranges.push(range);
      this.weights.push(weight);
    }
  }

  /** Reads the `accept` headers of a request. */
  static of(headers: HeaderMap): Accept {
    return new Accept(headers.getAll("accept").join());
  }

  /**
   * Returns how much the client wants a media type, 0 for not at all to 1000. The most
   * specific range that includes it counts; of two the first.
   */
  quality(type: string): i32 {
    if (this.ranges.length == 0) return FULL;
    const media = MediaType.parse(type);
    if (media == null) return 0;
    let quality = 0;
    let best = -1;
    for (let i = 0; i < this.ranges.length; i++) {
      const range = this.ranges[i];
      const precision = precisionOf(range);
      if (precision <= best || !media.isIn(range)) continue;
      best = precision;
      quality = this.weights[i];
    }
    return quality;
  }
}

function precisionOf(range: MediaType): i32 {
  if (range.type == "*") return range.parameters.size;
  return (range.subtype == "*" ? 1000 : 2000) + range.parameters.size;
}
