import { Gauge, Metric } from "../api/metrics";
import { MetricFamily } from "./metric-family";

/**
 * Gauges of one name, told apart by tags; see `CounterFamily`.
 *
 * ```ts
 * const open = new GaugeFamily("open_requests", ["route"]);
 * open.labels("/users").increment();
 * open.labels("/users").decrement();
 * ```
 */
export class GaugeFamily extends MetricFamily {
  /** See `CounterFamily`. */
  constructor(name: string, tags: string[], limit: i32 = 200) {
    super(name, tags, limit);
  }

  /** Returns the gauge of some values, in the order of the tags; see `CounterFamily`. */
  labels(
    one: string | null,
    two: string | null = null,
    three: string | null = null,
    four: string | null = null,
    five: string | null = null,
    six: string | null = null,
  ): Gauge {
    const child = this.child(one, two, three, four, five, six);
    return changetype<Gauge>(child);
  }

  /** Makes a metric. */
  protected override make(name: string): Metric {
    return new Gauge(name);
  }
}
