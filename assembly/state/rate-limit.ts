import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { LocalResponse } from "../api/local-response";
import { decimalText } from "../http/ascii";

/**
 * What a limiter has decided on a request, and what is left, for its headers.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limiter: FixedWindow = new FixedWindow("requests", 100, 60_000);
 *   createHttpContext(): HttpContext {
 *     return new Limit();
 *   }
 * }
 * class Limit extends HttpContextOf<Plugin> {
 *   last: RateLimit | null = null;
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const limit = this.plugin.limiter.take("everyone");
 *     this.last = limit;
 *     if (limit.isAllowed) return FilterHeadersStatus.Continue;
 *     const response = new LocalResponse(429).text("Too many requests\n");
 *     this.sendLocalResponse(limit.retryAfterOn(response));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const limit = this.last;
 *     if (limit != null) limit.writeTo(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("limited");
 * ```
 */
@final
export class RateLimit {
  constructor(
    /** The name of the limiter. */
    readonly name: string,
    /** How many tokens there are at most: of a window, or of a bucket that is full. */
    readonly limit: u64,
    /** In how many milliseconds that many pass: the window, or what a bucket takes to fill. */
    readonly window: u64,
    /** Whether the request may pass. */
    readonly isAllowed: bool,
    /** How many tokens are left now. */
    readonly remaining: u64,
    /** In how many milliseconds all tokens are there again, if no request comes. */
    readonly reset: u64,
    /**
     * In how many milliseconds the request would pass, if no other comes; 0 where it may pass
     * now. A request that wants more than `limit` never does.
     */
    readonly retryAfter: u64,
    /**
     * Ok where the limiter has decided. Else the proxy refused, or 64 times in a row others
     * were first (`Status.CasMismatch`): then the request is not allowed, as it was not counted.
     */
    readonly status: Status,
  ) {}

  /**
   * Adds `RateLimit` and `RateLimit-Policy` to a response's headers, as
   * draft-ietf-httpapi-ratelimit-headers-10 has them, beside those of other limiters:
   * `"requests";r=99;t=60` and `"requests";q=100;w=60`. Times are in seconds, rounded up.
   */
  writeTo(headers: HeaderMap): Status {
    const status = headers.append("ratelimit-policy", this.policyField);
    return status == Status.Ok
      ? headers.append("ratelimit", this.limitField)
      : status;
  }

  /** The value of `RateLimit`, for a response that the filter makes. */
  get limitField(): string {
    const remaining = decimalText(this.remaining);
    return `${quoted(this.name)};r=${remaining};t=${seconds(this.reset)}`;
  }

  /** The value of `RateLimit-Policy`. */
  get policyField(): string {
    const limit = decimalText(this.limit);
    return `${quoted(this.name)};q=${limit};w=${seconds(this.window)}`;
  }

  /**
   * Sets Kong's headers: `X-RateLimit-Limit-Minute` and `X-RateLimit-Remaining-Minute` for the
   * unit `Minute`, and so on.
   */
  writeKongTo(headers: HeaderMap, unit: string): Status {
    const name = "x-ratelimit-limit-" + unit;
    const status = headers.set(name, decimalText(this.limit));
    return status == Status.Ok
      ? headers.set(
          "x-ratelimit-remaining-" + unit,
          decimalText(this.remaining),
        )
      : status;
  }

  /** Adds `Retry-After` in seconds, rounded up, to a response; returns the response. */
  retryAfterOn(response: LocalResponse): LocalResponse {
    return response.header("retry-after", this.retrySeconds);
  }

  /** `retryAfter` in seconds, rounded up, as a text. */
  get retrySeconds(): string {
    return seconds(this.retryAfter);
  }
}

function seconds(milliseconds: u64): string {
  return decimalText((milliseconds + 999) / 1000);
}

/** A text as a string of structured fields: RFC 9651, section 4.1.6. */
function quoted(name: string): string {
  let text = '"';
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (unit == 0x22 || unit == 0x5c) text += "\\";
    text += unit < 0x20 || unit > 0x7e ? "?" : String.fromCharCode(unit);
  }
  return text + '"';
}
