/** What the proxy does after a headers callback. */
export enum FilterHeadersStatus {
  /** Hands the headers to the next filter. */
  Continue = 0,
  /**
   * Holds the headers, until the filter continues the stream. Envoy treats it as
   * StopAllIterationAndWatermark, so that no body callback runs meanwhile, unless
   * the plugin's configuration has `allow_on_headers_stop_iteration: true`
   * (Envoy 1.35 and newer).
   */
  StopIteration = 1,
  /** Hands the headers on and ends the stream; Envoy treats it as Continue. */
  ContinueAndEndStream = 2,
  /** Holds headers, body and trailers; a body beyond the buffer limit is 413 or 500. */
  StopAllIterationAndBuffer = 3,
  /** Holds headers, body and trailers; a body beyond the buffer limit waits at the peer. */
  StopAllIterationAndWatermark = 4,
}

/** What the proxy does after a body callback. */
export enum FilterDataStatus {
  /** Hands what it holds of the body to the next filter. */
  Continue = 0,
  /**
   * Keeps what it holds, and calls again with that and what comes; a body beyond
   * the buffer limit is 413 for a request, 500 for a response.
   */
  StopIterationAndBuffer = 1,
  /** Keeps what it holds; at the buffer limit the peer has to wait. */
  StopIterationAndWatermark = 2,
  /** Drops what it holds: the filter has taken it over. */
  StopIterationNoBuffer = 3,
}

/** What the proxy does after a trailers callback. */
export enum FilterTrailersStatus {
  /** Hands the trailers to the next filter. */
  Continue = 0,
  /** Holds the trailers, until the filter continues the stream. */
  StopIteration = 1,
}

/** What the proxy does after a metadata callback. */
export enum FilterMetadataStatus {
  /** Hands the metadata on; there is nothing else. */
  Continue = 0,
}

/** What the proxy does after a callback of a TCP connection. */
export enum FilterStatus {
  /** Hands the data, or the new connection, to the next filter. */
  Continue = 0,
  /** Holds the data, until the filter continues the stream or more data comes. */
  StopIteration = 1,
}
