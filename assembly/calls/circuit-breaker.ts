import { monotonicNanoseconds } from "../api/clock";
import { Script } from "../api/script";

const MILLISECOND: u64 = 1_000_000;

/**
 * What a circuit breaker does with calls.
 *
 * ```ts
 * const breaker = new CircuitBreaker(5, 30_000);
 * if (breaker.state == CircuitState.Open) log.warn("the service is down");
 * ```
 */
export enum CircuitState {
  /** They are sent. */
  Closed,
  /** They fail at once. */
  Open,
  /** One is sent, to see whether the service is back; the others fail at once. */
  HalfOpen,
}

/**
 * Stops calls to a service that fails, in this worker: after so many failures in a row they
 * fail at once. After a time one is let through; if it succeeds, so are all that follow.
 *
 * A failure is a call without an answer, or one that was answered with a status from 500 on.
 * Make one breaker for each service, and share it among all policies for that service.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   policy: CallPolicy = new CallPolicy().breaker(new CircuitBreaker(5, 30_000));
 * }
 * registerRootContext<Plugin>("guarded");
 * ```
 */
export class CircuitBreaker {
  private failures: i32 = 0;
  private openUntil: u64 = 0;
  /** Whose call is to show whether the service is back. */
  private probe: Script | null = null;

  /**
   * Sets after how many failures in a row the circuit opens, and for how many milliseconds;
   * 5 and 30,000 by default, as Envoy's outlier detection.
   */
  constructor(
    readonly consecutiveFailures: i32 = 5,
    readonly openFor: u32 = 30_000,
  ) {}

  /** What it does now. */
  get state(): CircuitState {
    if (this.openUntil == 0) return CircuitState.Closed;
    return monotonicNanoseconds() < this.openUntil
      ? CircuitState.Open
      : CircuitState.HalfOpen;
  }

  /** Closes the circuit. */
  reset(): void {
    this.failures = 0;
    this.openUntil = 0;
    this.probe = null;
  }

  /** Lets a call be sent, or not; for the SDK. */
  sdkEnter(script: Script): bool {
    const state = this.state;
    if (state == CircuitState.Closed) return true;
    if (state == CircuitState.Open) return false;
    const probe = this.probe;
    // One whose stream has ended shows nothing.
    if (probe != null && probe != script && !probe.isOver) return false;
    this.probe = script;
    return true;
  }

  /** Notes how a call has ended; for the SDK. */
  sdkNote(script: Script, isRight: bool): void {
    const isProbe = this.probe == script;
    if (isProbe) this.probe = null;
    if (isRight) {
      // One that was sent before the circuit opened shows nothing.
      if (this.openUntil == 0 || isProbe) this.reset();
      return;
    }
    this.failures++;
    if (isProbe || this.failures >= this.consecutiveFailures) {
      this.failures = 0;
      this.openUntil = monotonicNanoseconds() + <u64>this.openFor * MILLISECOND;
    }
  }
}
