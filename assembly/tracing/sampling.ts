/**
 * Whether a trace is recorded, as its first sender decided.
 *
 * ```ts
 * const trace = TraceContext.parseB3("d");
 * if (trace != null && trace.sampling == Sampling.Debug) log.info("is recorded");
 * ```
 */
export enum Sampling {
  /** Not decided yet: B3 leaves it to the receiver. W3C's header cannot say so. */
  Deferred,
  /** Not recorded. */
  Dropped,
  /** Recorded. */
  Sampled,
  /** Recorded in any case, in B3. */
  Debug,
}
