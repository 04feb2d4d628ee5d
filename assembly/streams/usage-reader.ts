import { JsonReader } from "../json/json-reader";
import { SseEvent } from "./sse-event";
import { TokenUsage } from "./token-usage";
import { UsageCounts } from "./usage-counts";

/**
 * Reads how many tokens a streamed answer took, out of its events or its lines: of any provider
 * that docs/kit/streams.md names, without being told which.
 *
 * OpenAI, and those who serve its API, only count where the request asks for it: see
 * `ModelRequest.askForUsage`.
 *
 * ```ts
 * class Count extends HttpHandler {
 *   onResponse(): void {
 *     const events = new SseReader();
 *     const usage = new UsageReader();
 *     const body = this.response.body;
 *     for (let part = body.next(); part != null; part = body.next()) {
 *       events.write(part.bytes());
 *       for (let e = events.next(); e != null; e = events.next()) {
 *         usage.readEvent(e);
 *       }
 *     }
 *     const total = usage.usage;
 *     log.info(total == null ? "not said" : total.total.toString());
 *   }
 * }
 * registerHttpHandler<Count>("count_tokens");
 * ```
 */
@final
export class UsageReader {
  private readonly counts: UsageCounts = new UsageCounts();

  /**
   * Reads an event; one whose data is not JSON, such as `[DONE]`, says nothing. A key that is
   * written with escapes is not found.
   */
  readEvent(event: SseEvent): void {
    if (event.sdkMayHaveUsage) this.read(event.jsonReader());
  }

  /** Reads a part of the answer, such as a line of Ollama's. */
  read(part: JsonReader): void {
    this.counts.read(part);
  }

  /**
   * The tokens of the whole answer; `null` where it did not say so, or not yet. A stream that
   * was cut has none.
   */
  get usage(): TokenUsage | null {
    return this.counts.isFinal ? TokenUsage.sdkOf(this.counts) : null;
  }

  /**
   * The tokens that were said so far, which may be fewer than the answer's: Anthropic says the
   * input at the beginning, Gemini says more with each event. `null` where nothing was said.
   */
  get usageSoFar(): TokenUsage | null {
    return TokenUsage.sdkOf(this.counts);
  }
}
