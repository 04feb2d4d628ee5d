import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { RateLimit } from "./rate-limit";
import { RateLimiter } from "./rate-limiter";
import { SharedSlots } from "./shared-slots";

/** How many parts a window has; one more may overlap with it. */
const PARTS: u64 = 8;
const COUNTS: u64 = PARTS + 1;
const STATE_SIZE: i32 = 8 + 4 * <i32>COUNTS;

/**
 * Lets a number of requests pass in any time as long as the window.
 *
 * It keeps no log of requests, but counts them in eighths of the window, and counts an eighth
 * as long as any of it is in the window. So never more pass than the limit, and a token is
 * there again up to an eighth of the window later than with a log.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limiter: SlidingWindow = new SlidingWindow("logins", 5, 60_000);
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
 * registerRootContext<Plugin>("sliding");
 * ```
 */
export class SlidingWindow extends RateLimiter {
  /** The milliseconds of a part. */
  private readonly sdkPart: u64;

  /**
   * Makes a limiter of `limit` tokens in a window of so many milliseconds. Throws where a
   * window has no length.
   */
  constructor(name: string, limit: u32, window: u64) {
    super(name, STATE_SIZE, limit, window);
    if (window == 0) {
      throw new Error("Cannot limit requests: the window has no length");
    }
    this.sdkPart = (window + PARTS - 1) / PARTS;
  }

  /** Milliseconds that never go back. */
  protected override sdkNow(): u64 {
    return monotonicNanoseconds() / 1_000_000;
  }

  /** Decides by what was kept of a key. */
  protected override sdkDecide(
    kept: SharedSlots,
    now: u64,
    tokens: u32,
    takes: bool,
  ): RateLimit {
    const part = this.sdkPart;
    const current = this.restore(kept, now / part);
    let count: u64 = 0;
    // The newest part that has any, from which on all is free again.
    let newest: u64 = 0;
    for (let age: u64 = 0; age < COUNTS && age <= current; age++) {
      const inPart = load<u32>(this.countOf(current - age));
      if (inPart > 0 && newest == 0) newest = current - age + COUNTS;
      count += inPart;
    }
    const isAllowed = count + tokens <= this.sdkLimit;
    let wait: u64 = 0;
    if (!isAllowed) wait = this.waitFor(current, count, tokens) * part - now;
    else if (takes) {
      const at = this.countOf(current);
      store<u32>(at, load<u32>(at) + tokens);
      count += tokens;
      newest = current + COUNTS;
      this.sdkEnd = newest * part;
    }
    const limit: u64 = this.sdkLimit;
    return this.sdkAnswer(
      isAllowed,
      limit > count ? limit - count : 0,
      newest == 0 ? 0 : newest * part - now,
      wait,
      Status.Ok,
    );
  }

  /** A request that could not be counted. */
  protected override sdkRefuse(status: Status): RateLimit {
    return this.sdkAnswer(false, 0, this.sdkWindow, this.sdkPart, status);
  }

  /** Sets the state to what was kept, and moves it to a part; returns the part. */
  private restore(kept: SharedSlots, current: u64): u64 {
    const state = changetype<usize>(this.sdkState);
    const at = kept.value;
    const isKept = at != 0 && kept.valueSize == <usize>STATE_SIZE;
    const last = isKept ? load<u64>(at) : 0;
    // Another worker's clock may be a little ahead.
    const newest = isKept && last > current ? last : current;
    if (isKept && newest - last < COUNTS) {
      memory.copy(state, at, STATE_SIZE);
      for (let each = last + 1; each <= newest; each++) {
        store<u32>(this.countOf(each), 0);
      }
    } else memory.fill(state, 0, STATE_SIZE);
    store<u64>(state, newest);
    return newest;
  }

  /** Returns the part at which there are as many tokens again. */
  private waitFor(current: u64, count: u64, tokens: u32): u64 {
    let left = count;
    for (let age = <i64>PARTS; age > 0; age--) {
      if (<u64>age > current) continue;
      left -= load<u32>(this.countOf(current - age));
      if (left + tokens <= this.sdkLimit) return current - age + COUNTS;
    }
    return current + COUNTS;
  }

  private countOf(part: u64): usize {
    const index = <usize>(part % COUNTS);
    return changetype<usize>(this.sdkState) + 8 + (index << 2);
  }
}
