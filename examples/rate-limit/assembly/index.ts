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
} from "proxy-wasm-as";

/** In microseconds, as all times here. */
const SECOND: u64 = 1_000_000;

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
  /** When the bucket is full again: all that a token bucket has to keep. */
  private fullAt: u64 = 0;

  override onSettings(): bool {
    const rate = this.settings.rate;
    const given = this.settings.burst;
    const burst = given == 0 ? max(rate, 1) : given;
    this.perToken = <u64>(<f64>SECOND / rate);
    this.whole = this.perToken * <u64>burst;
    return true;
  }

  /** Takes a token, and returns 0; or returns in how long there will be one. */
  takeToken(): u64 {
    const now = <u64>(performance.now() * 1000);
    const fullAt = max(this.fullAt, now) + this.perToken;
    if (fullAt - now > this.whole) return fullAt - now - this.whole;
    this.fullAt = fullAt;
    return 0;
  }

  override createHttpContext(): HttpContext {
    return new RateLimit();
  }
}

class RateLimit extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const wait = this.plugin.takeToken();
    if (wait == 0) return FilterHeadersStatus.Continue;
    const seconds = (wait + SECOND - 1) / SECOND;
    const response = new LocalResponse(429)
      .header("retry-after", seconds.toString())
      .text("local_rate_limited")
      .details("local_rate_limited")
      .grpcStatus(GrpcStatus.ResourceExhausted);
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Plugin>("rate_limit");
