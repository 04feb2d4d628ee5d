/** What the host answers to a call. */
export enum Status {
  /** The host did what was asked. */
  Ok = 0,
  /** There is no such header, property, key or function. */
  NotFound = 1,
  /** The host, or the SDK before it, refused an argument; nothing was changed. */
  BadArgument = 2,
  /** The host could not encode the answer. */
  SerializationFailure = 3,
  /** The host could not decode an argument. */
  ParseFailure = 4,
  /** The host could not read an expression. */
  BadExpression = 5,
  /** An address was outside the module's memory. */
  InvalidMemoryAccess = 6,
  /** The queue is empty. */
  Empty = 7,
  /** Another writer was first: read again, and try again. */
  CasMismatch = 8,
  /** The answer had another shape than asked for. */
  ResultMismatch = 9,
  /** The host failed, or the capability is restricted by its configuration. */
  InternalFailure = 10,
  /** The connection is gone. */
  BrokenConnection = 11,
  /** The host does not offer this. */
  Unimplemented = 12,
}

/** How much a log line matters; the proxy drops what is below its own level. */
export enum LogLevel {
  /** Every step, for following one request. */
  Trace = 0,
  /** What helps to find a fault. */
  Debug = 1,
  /** What an operator wants to see; Envoy writes it at its default level. */
  Info = 2,
  /** Something odd that the filter coped with. */
  Warn = 3,
  /** Something that failed. */
  Error = 4,
  /** The filter cannot go on. */
  Critical = 5,
}

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

/** Which header map a host call is about. */
export enum MapType {
  /** Request headers. */
  RequestHeaders = 0,
  /** Request trailers. */
  RequestTrailers = 1,
  /** Response headers. */
  ResponseHeaders = 2,
  /** Response trailers. */
  ResponseTrailers = 3,
}

/** Which buffer a host call is about. */
export enum BufferType {
  /** The configuration of the VM; readable in every callback. */
  VmConfiguration = 6,
  /** The configuration of the plugin; readable in `proxy_on_configure` only. */
  PluginConfiguration = 7,
}
