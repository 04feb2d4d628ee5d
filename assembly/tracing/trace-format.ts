/**
 * The headers of a trace, as bits.
 *
 * ```ts
 * const trace = TraceContext.start();
 * trace.formats = TraceFormat.W3C | TraceFormat.B3;
 * trace.inject(new HttpCall("auth"));
 * ```
 */
export enum TraceFormat {
  /** `traceparent` and `tracestate` of W3C's Trace Context. */
  W3C = 1,
  /** The one header `b3` of Zipkin. */
  B3 = 2,
  /** `x-b3-traceid`, `x-b3-spanid`, `x-b3-parentspanid`, `x-b3-sampled` and `x-b3-flags`. */
  B3Multi = 4,
}
