import {
  FilterHeadersStatus,
  GrpcStatus,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** In microseconds, as all times here. */
const SECOND: u64 = 1_000_000;

class Plugin extends RootContext {
  private perToken: u64 = 0;
  private whole: u64 = 0;
  /** When the bucket is full again: all that a token bucket has to keep. */
  private fullAt: u64 = 0;

  onConfigure(): bool {
    const json = this.configuration.json();
    const rate = json == null ? 0 : json.getNumberOr("rate", 0);
    const burst = json == null ? 0 : json.getNumberOr("burst", max(rate, 1));
    if (rate < 0.001 || rate > 1e6 || burst < 1 || burst > 1e6) {
      log.error(
        'Configure requests per second, such as {"rate":10,"burst":20}',
      );
      return false;
    }
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

  createHttpContext(): HttpContext {
    return new RateLimit();
  }
}

class RateLimit extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const wait = (this.root as Plugin).takeToken();
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
