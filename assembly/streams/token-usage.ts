import { JsonReader } from "../json/json-reader";
import { UsageCounts } from "./usage-counts";

/**
 * How many tokens a model has read and written, as its provider counts them.
 *
 * ```ts
 * class Count extends HttpContext {
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     const usage = TokenUsage.of(this.response.body.jsonReader());
 *     if (usage == null) log.warn("the answer does not say its tokens");
 *     else log.info(`${usage.input} in, ${usage.output} out`);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Count>("count");
 * ```
 */
@final
export class TokenUsage {
  /** For the SDK: `of` and `UsageReader` make it. */
  constructor(
    /** The tokens of the request, those that came from a cache included. */
    readonly input: i64,
    /** The tokens of the answer, those of its reasoning included where the provider does so. */
    readonly output: i64,
    /** All tokens, as the provider says; else the sum of the two. */
    readonly total: i64,
    /** How many of `input` came from a cache; -1 where the provider does not say. */
    readonly cached: i64,
    /** How many of `output` were reasoning; -1 where the provider does not say. */
    readonly reasoning: i64,
  ) {}

  /**
   * Reads the whole answer of a model, of any provider that docs/kit/streams.md names; `null`
   * where it is not JSON, or does not say how many tokens it took. For an answer that is
   * streamed see `UsageReader`.
   */
  static of(answer: JsonReader): TokenUsage | null {
    const counts = new UsageCounts();
    if (!counts.read(answer) || !counts.isWhole) return null;
    return TokenUsage.sdkOf(counts);
  }

  /** Returns what was counted, for the SDK. */
  static sdkOf(counts: UsageCounts): TokenUsage | null {
    if (!counts.sum()) return null;
    return new TokenUsage(
      counts.input,
      counts.output,
      counts.total,
      counts.cached,
      counts.reasoning,
    );
  }
}
