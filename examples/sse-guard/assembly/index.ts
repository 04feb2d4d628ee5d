import {
  acceptPlainBody,
  bodyChanged,
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  length,
  log,
  MediaType,
  Needles,
  PluginContext,
  range,
  registerRootContext,
  required,
  SseEditor,
  StreamMask,
} from "proxy-wasm-as";

/** The last event of an answer that is broken off, as OpenAI sends it. */
const FILTERED =
  '{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}';

class Settings extends JsonModel {
  /** The texts that no answer may have. */
  @required
  @length(1, 10000)
  mask: string[] = [];
  /** After so many of them an answer is broken off; 0 is never. */
  @range(0, 1000000)
  stopAfter: i32 = 0;
}

class Plugin extends PluginContext<Settings> {
  needles: Needles = new Needles([]);

  override onSettings(): bool {
    this.needles = new Needles(this.settings.mask);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new Guard();
  }
}

class Guard extends HttpContextOf<Plugin> {
  private mask: StreamMask | null = null;
  private readonly events: SseEditor = new SseEditor();

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    acceptPlainBody(this.request.headers);
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    const type = MediaType.of(headers);
    if (type != null && type.essence == "text/event-stream") {
      bodyChanged(headers);
      this.mask = new StreamMask(this.plugin.needles, ["***"]);
    }
    return FilterHeadersStatus.Continue;
  }

  override onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const mask = this.mask;
    if (mask == null) return FilterDataStatus.Continue;
    const events = this.events;
    const limit = this.plugin.settings.stopAfter;
    events.read(this.response.body, endOfStream);
    for (let event = events.next(); event != null; event = events.next()) {
      const before = mask.apply(event);
      if (before != null) events.insertBytes(before);
      if (limit > 0 && mask.count >= limit) {
        events.insert(FILTERED);
        event.drop();
        events.stop("[DONE]");
        log.warn("an answer was broken off");
      }
    }
    if (endOfStream) {
      const rest = mask.end();
      if (rest != null) events.insertBytes(rest);
    }
    events.writeTo(this.response.body);
    return FilterDataStatus.Continue;
  }
}

registerRootContext<Plugin>("sse_guard");
