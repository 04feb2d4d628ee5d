/**
 * What the host answers to a call. The SDK returns it wherever the host may refuse; where it
 * refused, nothing was changed.
 *
 * ```ts
 * const status = this.response.headers.set("x-user", "joe");
 * if (status != Status.Ok) log.warn(`not set: ${status}`);
 * ```
 * Source: https://github.com/proxy-wasm/spec, "proxy_status_t".
 */
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

/**
 * How much a log line matters; the proxy drops lines below its own level. Envoy logs from
 * `Info` on by default, and `POST /logging?wasm=debug` changes that while it runs.
 *
 * ```ts
 * log.write(LogLevel.Warn, "the answer came late");
 * ```
 */
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
  /** No line at all: what `logLevel` answers where the proxy's log is off. */
  Off = 6,
}

/**
 * Which header map a host call is about. A filter seldom needs it: `this.request.headers`
 * and its like are made of it.
 *
 * ```ts
 * const headers = HeaderMap.of(MapType.RequestHeaders);
 * log.info(headers.size.toString() + " headers");
 * ```
 */
export enum MapType {
  /** Request headers. */
  RequestHeaders = 0,
  /** Request trailers. */
  RequestTrailers = 1,
  /** Response headers. */
  ResponseHeaders = 2,
  /** Response trailers. */
  ResponseTrailers = 3,
  /** Initial metadata of the gRPC answer that the host calls about. */
  GrpcReceiveInitialMetadata = 4,
  /** Trailing metadata of the gRPC answer that the host calls about. */
  GrpcReceiveTrailingMetadata = 5,
  /** Headers of the HTTP call's answer that the host calls about. */
  HttpCallResponseHeaders = 6,
  /** Trailers of the HTTP call's answer that the host calls about. */
  HttpCallResponseTrailers = 7,
}

/**
 * Which buffer a host call is about. A filter seldom needs it: `this.request.body` and its
 * like are made of it. One that the proxy does not have now reads as empty.
 *
 * ```ts
 * const body = BodyView.of(BufferType.HttpRequestBody);
 * log.info(body.size.toString() + " bytes");
 * ```
 */
export enum BufferType {
  /** The part of the request's body that the proxy holds now. */
  HttpRequestBody = 0,
  /** The part of the response's body that the proxy holds now. */
  HttpResponseBody = 1,
  /** What the client of a TCP connection sent, as far as the proxy holds it. */
  NetworkDownstreamData = 2,
  /** What the server of a TCP connection sent, as far as the proxy holds it. */
  NetworkUpstreamData = 3,
  /** The body of the HTTP call's answer that the host calls about. */
  HttpCallResponseBody = 4,
  /** The message of the gRPC answer that the host calls about. */
  GrpcReceiveBuffer = 5,
  /** The configuration of the VM; readable in every callback. */
  VmConfiguration = 6,
  /** The configuration of the plugin; readable in `proxy_on_configure` only. */
  PluginConfiguration = 7,
  /** The data of a foreign function's or an Envoy callback. */
  CallData = 8,
}

/**
 * Which direction of which kind of stream to continue or to close. A filter seldom needs it:
 * each has a method, such as `continueRequest`.
 *
 * ```ts
 * // Passes `StreamType.HttpRequest` to the host.
 * if (this.continueRequest() != Status.Ok) log.warn("the request is not stopped");
 * ```
 */
export enum StreamType {
  /** The request of an HTTP stream. */
  HttpRequest = 0,
  /** The response of an HTTP stream. */
  HttpResponse = 1,
  /** What the client of a TCP connection sends. */
  Downstream = 2,
  /** What the server of a TCP connection sends. */
  Upstream = 3,
}

/**
 * Who closed a TCP connection.
 *
 * ```ts
 * class Closing extends StreamContext {
 *   onDownstreamConnectionClose(peer: PeerType): void {
 *     if (peer == PeerType.Remote) log.info("the client hung up");
 *   }
 * }
 * registerStreamContext<Closing>("closing");
 * ```
 */
export enum PeerType {
  /** The proxy does not say; Envoy's upstream close is always this. */
  Unknown = 0,
  /** The proxy itself. */
  Local = 1,
  /** The other side. */
  Remote = 2,
}

/** What a metric does with its values. */
export enum MetricType {
  /** Only goes up. */
  Counter = 0,
  /** Goes up and down. */
  Gauge = 1,
  /** Counts values into buckets. */
  Histogram = 2,
}
