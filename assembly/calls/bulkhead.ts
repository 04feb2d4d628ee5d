import { Script } from "../api/script";
import { CallPermits } from "./call-permits";

/**
 * Bounds how many calls are under way at once, in this worker: others fail at once. A call
 * with its retries counts as one.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   policy: CallPolicy = new CallPolicy().bulkhead(new Bulkhead(50));
 * }
 * registerRootContext<Plugin>("bounded");
 * ```
 */
export class Bulkhead {
  private readonly permits: CallPermits = new CallPermits();

  /** Sets how many calls may be under way. */
  constructor(readonly maxConcurrent: i32) {}

  /** How many calls are under way. */
  get inFlight(): i32 {
    return this.permits.count();
  }

  /** Lets a call begin, or not; for the SDK. */
  sdkEnter(script: Script): bool {
    const limit = this.maxConcurrent;
    if (this.permits.isNear(limit) && this.permits.count() >= limit) {
      return false;
    }
    this.permits.give(script);
    return true;
  }

  /** Notes that a call has ended; for the SDK. */
  sdkLeave(script: Script): void {
    this.permits.takeBack(script);
  }
}
