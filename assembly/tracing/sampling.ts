/**
 * Whether a trace is recorded, as who has begun it decided.
 *
 * ```ts
 * const trace = TraceContext.parseB3("d");
 * if (trace != null && trace.sampling == Sampling.Debug) log.info("is recorded");
 * ```
 */
export enum Sampling {
  /** Not decided yet: B3 leaves it to the next one. W3C's header does not say so. */
  Deferred,
  /** Not recorded. */
  Dropped,
  /** Recorded. */
  Sampled,
  /** Recorded whatever else would be decided, in B3. */
  Debug,
}
