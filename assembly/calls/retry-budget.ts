import { Script } from "../api/script";
import { CallPermits } from "./call-permits";

/**
 * Bounds how many of the calls under way may be retries, in this worker, so that retries do
 * not bring down a service that is slow: Envoy's `retry_budget`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   policy: CallPolicy = new CallPolicy().retry(
 *     new RetryPolicy(2).budget(new RetryBudget(20, 3)),
 *   );
 * }
 * registerRootContext<Plugin>("budgeted");
 * ```
 */
export class RetryBudget {
  private readonly active: CallPermits = new CallPermits();
  private readonly retrying: CallPermits = new CallPermits();

  /**
   * Sets how many in a hundred calls may be retries, and how many always may; 20 and 3 by
   * default, as in Envoy.
   */
  constructor(
    readonly percent: f64 = 20,
    readonly minConcurrency: i32 = 3,
  ) {}

  /** Notes that a call has begun; for the SDK. */
  sdkBegin(script: Script): void {
    this.active.give(script);
  }

  /** Notes that a call has ended; for the SDK. */
  sdkEnd(script: Script): void {
    this.active.takeBack(script);
    this.retrying.takeBack(script);
  }

  /** Lets a call be tried again, or not; for the SDK. */
  sdkRetry(script: Script): bool {
    this.retrying.takeBack(script);
    const limit = max(
      this.minConcurrency,
      <i32>((<f64>this.active.count() * this.percent) / 100),
    );
    if (this.retrying.count() >= limit) return false;
    this.retrying.give(script);
    return true;
  }
}
