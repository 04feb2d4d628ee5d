import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { RateLimit } from "./rate-limit";
import { RateLimiter } from "./rate-limiter";
import { SharedSlots } from "./shared-slots";

const SECOND: f64 = 1e9;
const MILLISECOND: u64 = 1_000_000;

/** A bucket that takes longer to fill would not fit into its 64 bits. */
const MOST: f64 = 4e18;

/**
 * Lets requests pass at a rate, and as many at once as a bucket has tokens (GCRA, the generic
 * cell rate algorithm). What is kept of a key is one number, when its bucket is full again.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limiter: TokenBucket = new TokenBucket("clients", 10, 20);
 *   createHttpContext(): HttpContext {
 *     return new Limit();
 *   }
 * }
 * class Limit extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const client = this.request.headers.get("x-client");
 *     const limit = this.plugin.limiter.take(client == null ? "" : client);
 *     if (limit.isAllowed) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(limit.retryAfterOn(new LocalResponse(429)));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * registerRootContext<Plugin>("buckets");
 * ```
 */
export class TokenBucket extends RateLimiter {
  /** The nanoseconds of a token, and of all that a bucket has. */
  private readonly sdkToken: u64;
  private readonly sdkWhole: u64;

  /**
   * Makes a limiter of `rate` tokens a second, of which a bucket has at most `burst`. Throws
   * where there would never be one, or a bucket takes more than a century to fill.
   */
  constructor(name: string, rate: f64, burst: u32) {
    // Rounded up, so that never more pass.
    const token = Math.ceil(SECOND / rate);
    if (burst == 0 || !(rate > 0) || token * <f64>burst > MOST) {
      throw new Error("Cannot limit requests: the bucket never has a token");
    }
    const nanoseconds = max<u64>(1, <u64>token);
    super(name, 8, burst, milliseconds(nanoseconds * burst));
    this.sdkToken = nanoseconds;
    this.sdkWhole = nanoseconds * burst;
  }

  /** Nanoseconds that never go back. */
  protected override sdkNow(): u64 {
    return monotonicNanoseconds();
  }

  /** Decides by what was kept of a key. */
  protected override sdkDecide(
    kept: SharedSlots,
    now: u64,
    tokens: u32,
    takes: bool,
  ): RateLimit {
    const whole = this.sdkWhole;
    const token = this.sdkToken;
    const at = kept.value;
    const before = at != 0 && kept.valueSize == 8 ? load<u64>(at) : 0;
    // Never fuller than full, and never emptier than empty, whatever rate another one had.
    let taken = before > now ? min(before - now, whole) : 0;
    const wanted = token * min<u64>(tokens, <u64>this.sdkLimit);
    const isMore = tokens > this.sdkLimit;
    const isAllowed = !isMore && taken + wanted <= whole;
    const wait = isAllowed ? 0 : taken + wanted - whole;
    if (isAllowed && takes) {
      taken += wanted;
      this.sdkEnd = now + taken;
      store<u64>(changetype<usize>(this.sdkState), now + taken);
    }
    return this.sdkAnswer(
      isAllowed,
      (whole - taken) / token,
      milliseconds(taken),
      isMore ? max<u64>(1, milliseconds(wait)) : milliseconds(wait),
      Status.Ok,
    );
  }

  /** A request that could not be counted. */
  protected override sdkRefuse(status: Status): RateLimit {
    const wait = milliseconds(this.sdkToken);
    return this.sdkAnswer(false, 0, this.sdkWindow, wait, status);
  }
}

function milliseconds(nanoseconds: u64): u64 {
  return (nanoseconds + MILLISECOND - 1) / MILLISECOND;
}
