/**
 * What the proxy does after a headers callback. After `sendLocalResponse` and
 * `closeRequest` it does not count. Each value is as Envoy 1.40 takes it.
 *
 * ```ts
 * if (this.request.headers.has("x-api-key")) return FilterHeadersStatus.Continue;
 * this.sendLocalResponse(new LocalResponse(401).text("no key"));
 * return FilterHeadersStatus.StopIteration;
 * ```
 */
export enum FilterHeadersStatus {
  /** Hands the headers to the next filter; they cannot be changed any more. */
  Continue = 0,
  /**
   * Holds the headers, until the filter continues the stream. Envoy treats it as
   * StopAllIterationAndWatermark, so that no body callback runs meanwhile, unless
   * the plugin's configuration has `allow_on_headers_stop_iteration: true`
   * (Envoy 1.35 and newer): then body callbacks run, the headers can still be
   * changed there, and the first Continue of one continues them as well.
   */
  StopIteration = 1,
  /** Is meant to end the stream here; Envoy treats it as Continue. */
  ContinueAndEndStream = 2,
  /**
   * Holds headers, body and trailers, until the filter continues the stream; a body
   * beyond the buffer limit is answered with 413, or 500 for a response.
   */
  StopAllIterationAndBuffer = 3,
  /**
   * Holds headers, body and trailers, until the filter continues the stream; at the
   * buffer limit the peer has to wait.
   */
  StopAllIterationAndWatermark = 4,
}

/**
 * What the proxy does after a body callback. After `sendLocalResponse` and
 * `closeRequest` it does not count. Each value is as Envoy 1.40 takes it.
 *
 * ```ts
 * class WholeBody extends HttpContext {
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     log.info(this.request.body.text());
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * ```
 */
export enum FilterDataStatus {
  /** Hands what it holds of the body to the next filter. */
  Continue = 0,
  /**
   * Keeps what it holds, and calls again with all of that and what comes. A request
   * beyond the buffer limit is answered with 413; a response beyond it with 500, or
   * reset where its headers were continued. After the last part it waits for the
   * filter to continue the stream.
   */
  StopIterationAndBuffer = 1,
  /**
   * Keeps what it holds, and calls again with what comes, but without what it has;
   * at the buffer limit the peer has to wait.
   */
  StopIterationAndWatermark = 2,
  /** Drops what it holds, and calls again with what comes. */
  StopIterationNoBuffer = 3,
}

/**
 * What the proxy does after a trailers callback. After `sendLocalResponse` and
 * `closeRequest` it does not count.
 *
 * ```ts
 * class Trailers extends HttpContext {
 *   onResponseTrailers(count: i32): FilterTrailersStatus {
 *     this.response.trailers.set("x-checked", "yes");
 *     return FilterTrailersStatus.Continue;
 *   }
 * }
 * ```
 */
export enum FilterTrailersStatus {
  /** Hands the trailers to the next filter. */
  Continue = 0,
  /** Holds the trailers, until the filter continues the stream. */
  StopIteration = 1,
}

/**
 * What the proxy does after a metadata callback.
 *
 * ```ts
 * class CountMetadata extends HttpContext {
 *   onRequestMetadata(count: i32): FilterMetadataStatus {
 *     log.info(count.toString() + " entries");
 *     return FilterMetadataStatus.Continue;
 *   }
 * }
 * ```
 */
export enum FilterMetadataStatus {
  /** Hands the metadata on; there is nothing else. */
  Continue = 0,
}

/**
 * What the proxy does after a callback of a TCP connection.
 *
 * ```ts
 * class FirstBytes extends StreamContext {
 *   onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
 *     if (size < 4 && !endOfStream) return FilterStatus.StopIteration;
 *     return FilterStatus.Continue;
 *   }
 * }
 * registerStreamContext<FirstBytes>("first_bytes");
 * ```
 */
export enum FilterStatus {
  /** Hands the data, or the new connection, to the next filter. */
  Continue = 0,
  /**
   * Holds the data, and calls again with all of that and what comes. Until then
   * `continueDownstream` continues it; what the server sent waits for more.
   */
  StopIteration = 1,
}
