import {
  FilterHeadersStatus,
  FixedWindow,
  GrpcStatus,
  HeaderMap,
  HttpContext,
  HttpContextOf,
  IpAddress,
  JsonModel,
  key,
  LocalResponse,
  PluginContext,
  properties,
  RateLimit,
  registerRootContext,
  Status,
} from "proxy-wasm-as";

/** Whose requests are counted together. */
enum LimitBy {
  /** Those of a client's address. */
  ip,
  /** Those with the same value of a header. */
  header,
  /** All that this plugin sees. */
  service,
}

class Settings extends JsonModel {
  /** How many requests may pass in each second; 0 for any number. */
  second: u32 = 0;
  /** How many may pass in each minute. */
  minute: u32 = 0;
  /** How many may pass in each hour. */
  hour: u32 = 0;
  /** How many may pass in each day. */
  day: u32 = 0;
  /** Whose requests are counted together. */
  @key("limit_by")
  limitBy: LimitBy = LimitBy.ip;
  /** The header whose value is the key; requests without it count by their address. */
  @key("header_name")
  headerName: string | null = null;
  /** Whether requests pass that could not be counted. */
  @key("fault_tolerant")
  faultTolerant: bool = true;
  /** Whether responses do not say how many requests are left. */
  @key("hide_client_headers")
  hideClientHeaders: bool = false;
}

/** A limit of one unit of time. */
class Limit {
  constructor(
    readonly unit: string,
    readonly window: FixedWindow,
  ) {}
}

class Plugin extends PluginContext<Settings> {
  readonly limits: Limit[] = [];

  override onSettings(): bool {
    const settings = this.settings;
    this.add("second", settings.second, 1000);
    this.add("minute", settings.minute, 60_000);
    this.add("hour", settings.hour, 3_600_000);
    this.add("day", settings.day, 86_400_000);
    return this.limits.length > 0;
  }

  private add(unit: string, limit: u32, milliseconds: u64): void {
    if (limit == 0) return;
    const window = new FixedWindow(unit, limit, milliseconds);
    this.limits.push(new Limit(unit, window));
  }

  /**
   * Counts a request in each window, or in none where one of them is full; returns what
   * each says.
   */
  take(key: string): RateLimit[] {
    const limits = this.limits;
    const all: RateLimit[] = [];
    for (let i = 0; i < limits.length; i++)
      all.push(limits[i].window.peek(key));
    for (let i = 0; i < limits.length && isAllowed(all); i++) {
      all[i] = limits[i].window.take(key);
    }
    return all;
  }

  override createHttpContext(): HttpContext {
    return new RateLimitShared();
  }
}

class RateLimitShared extends HttpContextOf<Plugin> {
  private limits: RateLimit[] = [];

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const limits = this.plugin.take(this.key);
    this.limits = limits;
    let wait: RateLimit | null = null;
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i];
      if (limit.isAllowed || this.passes(limit)) continue;
      if (wait == null || limit.retryAfter > wait.retryAfter) wait = limit;
    }
    if (wait == null) return FilterHeadersStatus.Continue;
    const response = new LocalResponse(429)
      .header("content-type", "application/json; charset=utf-8")
      .text('{"message":"API rate limit exceeded"}')
      .details("rate_limited")
      .grpcStatus(GrpcStatus.ResourceExhausted);
    this.sendLocalResponse(wait.retryAfterOn(response));
    return FilterHeadersStatus.StopIteration;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const limits = this.limits;
    if (limits.length == 0 || this.plugin.settings.hideClientHeaders) {
      return FilterHeadersStatus.Continue;
    }
    const headers = this.response.headers;
    let least = limits[0];
    for (let i = 0; i < limits.length; i++) {
      const limit = limits[i];
      limit.writeKongTo(headers, limit.name);
      if (limit.remaining < least.remaining) least = limit;
    }
    setLeast(headers, least);
    return FilterHeadersStatus.Continue;
  }

  /** Whether a request passes although it was not counted. */
  private passes(limit: RateLimit): bool {
    return limit.status != Status.Ok && this.plugin.settings.faultTolerant;
  }

  /** The key of this request. */
  private get key(): string {
    const settings = this.plugin.settings;
    if (settings.limitBy == LimitBy.service) return "";
    const name = settings.headerName;
    if (settings.limitBy == LimitBy.header && name != null) {
      const value = this.request.headers.get(name);
      if (value != null) return value;
    }
    const endpoint = properties.source.address;
    if (endpoint == null) return "";
    const address = IpAddress.ofEndpoint(endpoint);
    return address == null ? endpoint : address.toString();
  }
}

/** Sets the headers of the limit that has the fewest requests left, as Kong does. */
function setLeast(headers: HeaderMap, least: RateLimit): void {
  headers.set("ratelimit-limit", least.limit.toString());
  headers.set("ratelimit-remaining", least.remaining.toString());
  headers.set("ratelimit-reset", ((least.reset + 999) / 1000).toString());
}

function isAllowed(limits: RateLimit[]): bool {
  return limits.every((limit) => limit.isAllowed);
}

registerRootContext<Plugin>("rate_limit_shared");
