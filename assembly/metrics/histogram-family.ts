import { Histogram, Metric } from "../api/metrics";
import { MetricFamily } from "./metric-family";

/**
 * Histograms of one name, told apart by tags; see `CounterFamily`.
 *
 * ```ts
 * const latency = new HistogramFamily("latency_ms", ["route"]);
 * const watch = new Stopwatch();
 * watch.record(latency.labels("/users"));
 * ```
 */
export class HistogramFamily extends MetricFamily {
  /** See `CounterFamily`. */
  constructor(name: string, tags: string[], limit: i32 = 200) {
    super(name, tags, limit);
  }

  /** Returns the histogram of some values, in the order of the tags; see `CounterFamily`. */
  labels(
    one: string | null,
    two: string | null = null,
    three: string | null = null,
    four: string | null = null,
    five: string | null = null,
    six: string | null = null,
  ): Histogram {
    const child = this.child(one, two, three, four, five, six);
    return changetype<Histogram>(child);
  }

  /** Makes a metric. */
  protected override make(name: string): Metric {
    return new Histogram(name);
  }
}
