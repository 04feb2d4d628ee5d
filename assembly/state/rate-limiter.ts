import { Status } from "../abi/enums";
import { RateLimit } from "./rate-limit";
import { ATTEMPTS } from "../api/shared-key";
import { DEFAULT_SLOTS, SharedSlots } from "./shared-slots";

/** Limiters leave out nothing that lives. */
const ANY_SIZE: usize = 0x7fff_ffff;

/**
 * Limits requests by key, such as by client, across all workers: `TokenBucket`, `FixedWindow`
 * or `SlidingWindow`.
 *
 * The state is in shared data, and changed by compare-and-set, so that no two requests get the
 * same token: never do more pass than the limit says. A request that could not be counted does
 * not pass; see `RateLimit.status`.
 *
 * Shared data cannot delete, so keys are spread over 1,024 values, `slots` of them, each with
 * the keys that live: those whose bucket is not full, or whose window is not over. Memory is
 * that of these keys, and falls again. Where many more live at once than there are slots, have
 * more of them, since each request reads and writes one whole slot.
 *
 * All limiters with one name and one `vm_id` are the same one, and have to be made alike. Make
 * it once, as in a field of the plugin; `take` may be called in every callback.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   limiters: RateLimiter[] = [
 *     new TokenBucket("burst", 10, 20),
 *     new FixedWindow("day", 10_000, 86_400_000),
 *   ];
 *   isFree(client: string): bool {
 *     return this.limiters.every((each) => each.peek(client).isAllowed);
 *   }
 * }
 * registerRootContext<Plugin>("limited");
 * ```
 */
export abstract class RateLimiter {
  // What is not for filters begins with `sdk`.
  private sdkSlots: SharedSlots;
  /** What is to be kept of a key whose request was allowed. */
  protected readonly sdkState: ArrayBuffer;
  /** When that is no longer needed. */
  protected sdkEnd: u64 = 0;

  constructor(
    /** The name, for shared data and for headers. */
    readonly name: string,
    stateSize: i32,
    /** How many tokens there are at most. */
    protected readonly sdkLimit: u32,
    /** In how many milliseconds there are as many again. */
    protected readonly sdkWindow: u64,
  ) {
    this.sdkState = new ArrayBuffer(stateSize);
    this.sdkSlots = new SharedSlots(name, DEFAULT_SLOTS, ANY_SIZE);
  }

  /** Sets over how many values of shared data keys are spread; 1,024 by default. */
  slots(count: u32): this {
    if (count == 0)
      throw new Error("Cannot limit requests: there are no slots");
    this.sdkSlots = new SharedSlots(this.name, count, ANY_SIZE);
    return this;
  }

  /**
   * Takes tokens of a key for a request, one by default, if there are as many; `""` is the
   * key of all requests together.
   */
  take(key: string = "", tokens: u32 = 1): RateLimit {
    const slots = this.sdkSlots;
    let status = Status.CasMismatch;
    for (let i = 0; i < ATTEMPTS && status == Status.CasMismatch; i++) {
      // Before the slot, whose block the host must not be asked over.
      const now = this.sdkNow();
      status = slots.read(key);
      if (status != Status.Ok) break;
      const limit = this.sdkDecide(slots, now, tokens, true);
      if (!limit.isAllowed) {
        slots.leave();
        return limit;
      }
      const state = this.sdkState;
      status = slots.replace(
        changetype<usize>(state),
        state.byteLength,
        this.sdkEnd,
        now,
      );
      if (status == Status.Ok) return limit;
    }
    return this.sdkRefuse(status);
  }

  /** Tells whether `take` would let a request pass, and what is left; takes nothing. */
  peek(key: string = "", tokens: u32 = 1): RateLimit {
    const slots = this.sdkSlots;
    const now = this.sdkNow();
    const status = slots.read(key);
    if (status != Status.Ok) return this.sdkRefuse(status);
    const limit = this.sdkDecide(slots, now, tokens, false);
    slots.leave();
    return limit;
  }

  /** The time, in the clock of this limiter. */
  protected abstract sdkNow(): u64;

  /** Decides by what was kept of a key; sets `sdkState` and `sdkEnd` where `takes` is set. */
  protected abstract sdkDecide(
    kept: SharedSlots,
    now: u64,
    tokens: u32,
    takes: bool,
  ): RateLimit;

  /** A request that could not be counted. */
  protected abstract sdkRefuse(status: Status): RateLimit;

  /** Makes a decision; `reset` and `wait` are in milliseconds. */
  protected sdkAnswer(
    isAllowed: bool,
    left: u64,
    reset: u64,
    wait: u64,
    status: Status,
  ): RateLimit {
    return new RateLimit(
      this.name,
      this.sdkLimit,
      this.sdkWindow,
      isAllowed,
      left,
      reset,
      wait,
      status,
    );
  }
}
