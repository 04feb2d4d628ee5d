import {
  Counter,
  FilterDataStatus,
  HttpContext,
  registerHttpContext,
  SseReader,
  UsageReader,
} from "proxy-wasm-as";

const tokens = new Counter("bench_tokens");

/** Counts the tokens of a streamed answer, which its last event says. */
class CountTokens extends HttpContext {
  private readonly events: SseReader = new SseReader();
  private readonly reader: UsageReader = new UsageReader();

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const events = this.events;
    events.write(this.response.body.bytes());
    for (let e = events.next(); e != null; e = events.next()) {
      this.reader.readEvent(e);
    }
    const usage = endOfStream ? this.reader.usage : null;
    if (usage != null) tokens.increment(usage.total);
    return FilterDataStatus.Continue;
  }
}

registerHttpContext<CountTokens>("count_tokens");
