import {
  FilterHeadersStatus,
  GrpcStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  PluginContext,
  range,
  registerRootContext,
  required,
  SharedData,
  Status,
} from "proxy-wasm-as";

/** In microseconds, as all times here. */
const SECOND: u64 = 1_000_000;
const KEY = "rate_limit_full_at";

class Settings extends JsonModel {
  /** How many requests a second are let through. */
  @required
  @range(0.001, 1_000_000)
  rate: f64 = 1;
  /** How many may come at once; as many as in a second where nothing is said. */
  @range(1, 1_000_000)
  burst: f64 = 0;
}

class Plugin extends PluginContext<Settings> {
  private perToken: u64 = 0;
  private whole: u64 = 0;

  override onSettings(): bool {
    const rate = this.settings.rate;
    const given = this.settings.burst;
    const burst = given == 0 ? max(rate, 1) : given;
    this.perToken = <u64>(<f64>SECOND / rate);
    this.whole = this.perToken * <u64>burst;
    return true;
  }

  /**
   * Takes a token, and returns 0; or returns in how long there will be one. What
   * is shared is when the bucket is full again, by a clock that all workers have.
   */
  takeToken(): u64 {
    for (let attempt = 0; attempt < 10; attempt++) {
      const now = <u64>(performance.now() * 1000);
      const old = SharedData.read(KEY);
      const before = old == null ? 0 : U64.parseInt(old.text());
      const fullAt = max(before, now) + this.perToken;
      if (fullAt - now > this.whole) return fullAt - now - this.whole;
      const status =
        old == null
          ? SharedData.create(KEY, fullAt.toString())
          : SharedData.compareAndSet(KEY, fullAt.toString(), old.cas);
      if (status != Status.CasMismatch) return 0;
    }
    return 0;
  }

  override createHttpContext(): HttpContext {
    return new RateLimitShared();
  }
}

class RateLimitShared extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const wait = this.plugin.takeToken();
    if (wait == 0) return FilterHeadersStatus.Continue;
    const seconds = (wait + SECOND - 1) / SECOND;
    const response = new LocalResponse(429)
      .header("retry-after", seconds.toString())
      .text("rate_limited")
      .details("rate_limited")
      .grpcStatus(GrpcStatus.ResourceExhausted);
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("rate_limit_shared");
