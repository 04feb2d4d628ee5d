import { Status } from "../abi/enums";
import { blockSize, dropBlock, takeNumber } from "../abi/memory";
import { ATTEMPTS, SharedKey } from "../api/shared-key";

/**
 * A number that all workers count on together, in shared data; 0 before anyone has.
 *
 * It is kept as 64 bits, little endian, as Go's and Rust's examples keep counters, and wraps
 * around. May be used in every callback; make it once, as in a field of the plugin.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   seen: SharedCounter = new SharedCounter("seen");
 *   createHttpContext(): HttpContext {
 *     return new Filter();
 *   }
 * }
 * class Filter extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const seen = this.plugin.seen.add();
 *     if (seen > 0) this.request.headers.set("x-seen", seen.toString());
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("counting");
 * ```
 */
export class SharedCounter {
  private readonly key: SharedKey;
  private last: Status = Status.Ok;

  /** Names the key of shared data that has the number. */
  constructor(key: string) {
    this.key = new SharedKey(key);
  }

  /**
   * How the last call ended: Ok; `Status.BadArgument` where the key has something else than
   * 64 bits; `Status.CasMismatch` where others were first 64 times in a row; or what the
   * proxy answered. The number stayed where it is not Ok.
   */
  get status(): Status {
    return this.last;
  }

  /** Returns the number; 0 where there is none, or `status` is not Ok. */
  get(): i64 {
    return this.read();
  }

  /** Sets the number, whatever it is. */
  set(value: i64): Status {
    const at = memory.data(8, 8);
    store<i64>(at, value);
    this.last = this.key.set(at, 8);
    return this.last;
  }

  /**
   * Adds to the number, and returns the sum, which no other call gets; 0 where `status` is
   * not Ok.
   */
  add(by: i64 = 1): i64 {
    const at = memory.data(8, 8);
    for (let i = 0; i < ATTEMPTS; i++) {
      const sum = this.read() + by;
      if (this.last != Status.Ok) return 0;
      store<i64>(at, sum);
      this.last = this.key.replace(at, 8);
      if (this.last == Status.Ok) return sum;
      if (this.last != Status.CasMismatch) return 0;
    }
    return 0;
  }

  private read(): i64 {
    this.last = this.key.read();
    if (this.last == Status.NotFound) this.last = Status.Ok;
    else if (this.last == Status.Ok) {
      if (blockSize() == 8) return takeNumber<i64>(0);
      dropBlock();
      this.last = Status.BadArgument;
    }
    return 0;
  }
}
