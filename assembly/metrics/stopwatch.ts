import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { Histogram } from "../api/metrics";

/**
 * Measures how long something takes, from when it is made.
 *
 * ```ts
 * const took = new Histogram("took_ms");
 * class Timed extends HttpContext {
 *   private readonly watch: Stopwatch = new Stopwatch();
 *   onLog(): void {
 *     this.watch.record(took);
 *   }
 * }
 * ```
 */
export class Stopwatch {
  private readonly start: u64 = monotonicNanoseconds();

  /** The time since it was made, in milliseconds, rounded to the nearest. */
  get milliseconds(): u64 {
    return (monotonicNanoseconds() - this.start + 500_000) / 1_000_000;
  }

  /** Records that time in a histogram; may be called again later. */
  record(histogram: Histogram): Status {
    return histogram.record(this.milliseconds);
  }
}
