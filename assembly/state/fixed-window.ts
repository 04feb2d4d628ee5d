import { Status } from "../abi/enums";
import { realtimeNanoseconds } from "../api/clock";
import { RateLimit } from "./rate-limit";
import { RateLimiter } from "./rate-limiter";
import { SharedSlots } from "./shared-slots";

/**
 * Lets a number of requests pass in each window, which are aligned to the clock: those of a
 * minute begin with the minute, in UTC, as Kong's do.
 *
 * Around the end of a window up to twice as many may pass within its length; a `SlidingWindow`
 * has no such end.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limiter: FixedWindow = new FixedWindow("minute", 60, 60_000);
 *   createHttpContext(): HttpContext {
 *     return new Limit();
 *   }
 * }
 * class Limit extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const limit = this.plugin.limiter.take();
 *     if (limit.isAllowed) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(limit.retryAfterOn(new LocalResponse(429)));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * registerRootContext<Plugin>("windows");
 * ```
 */
export class FixedWindow extends RateLimiter {
  /**
   * Makes a limiter of `limit` tokens in each window of so many milliseconds. Throws where a
   * window has no length.
   */
  constructor(name: string, limit: u32, window: u64) {
    super(name, 16, limit, window);
    if (window == 0) {
      throw new Error("Cannot limit requests: the window has no length");
    }
  }

  /** Milliseconds since 1970. */
  protected override sdkNow(): u64 {
    return realtimeNanoseconds() / 1_000_000;
  }

  /** Decides by what was kept of a key. */
  protected override sdkDecide(
    kept: SharedSlots,
    now: u64,
    tokens: u32,
    takes: bool,
  ): RateLimit {
    const window = this.sdkWindow;
    let start = now - (now % window);
    let count: u64 = 0;
    const at = kept.value;
    if (at != 0 && kept.valueSize == 16) {
      const last = load<u64>(at);
      // Another worker's clock may be a little ahead.
      if (last == start || last == start + window) {
        start = last;
        count = load<u64>(at, 8);
      }
    }
    const isAllowed = count + tokens <= this.sdkLimit;
    const left = start + window - now;
    if (isAllowed && takes) {
      count += tokens;
      const state = changetype<usize>(this.sdkState);
      store<u64>(state, start);
      store<u64>(state, count, 8);
      this.sdkEnd = start + window;
    }
    const limit: u64 = this.sdkLimit;
    return this.sdkAnswer(
      isAllowed,
      limit > count ? limit - count : 0,
      left,
      isAllowed ? 0 : left,
      Status.Ok,
    );
  }

  /** A request that could not be counted. */
  protected override sdkRefuse(status: Status): RateLimit {
    const now = this.sdkNow();
    const left = this.sdkWindow - (now % this.sdkWindow);
    return this.sdkAnswer(false, 0, left, left, status);
  }
}
