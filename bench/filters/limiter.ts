import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  PluginContext,
  registerRootContext,
  TokenBucket,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** Requests a second. */
  rate: f64 = 1;
  /** Requests at once. */
  burst: u32 = 1;
}

class Plugin extends PluginContext<Settings> {
  limiter: TokenBucket = new TokenBucket("clients", 1, 1);

  onSettings(): bool {
    const { rate, burst } = this.settings;
    this.limiter = new TokenBucket("clients", rate, burst);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Limiter();
  }
}

/** Limits the requests of each client, over all workers. */
class Limiter extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const client = this.request.headers.get("x-client");
    const limit = this.plugin.limiter.take(client == null ? "" : client);
    if (limit.isAllowed) return FilterHeadersStatus.Continue;
    this.sendLocalResponse(limit.retryAfterOn(new LocalResponse(429)));
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("limiter");
