import { Counter, Metric } from "../api/metrics";
import { MetricFamily } from "./metric-family";

/**
 * Counters of one name, told apart by tags, which a Prometheus server sees as labels.
 *
 * It may be made anywhere, also in module scope. It has up to six tags, whose names have
 * letters, digits and `_`; the constructor throws for others. Values may be anything: what a
 * name cannot have is escaped, as `%3B`, and 128 characters of a value count. A missing value
 * is empty, and `labels` throws for more values than tags.
 *
 * Each combination of values stays in the proxy's memory. Each worker tells at most `limit` of
 * them apart, 200 by default. All others count as one whose values are `other`, and one
 * warning says so. A known combination costs only the host call that counts.
 *
 * Envoy lists a counter as `wasmcustom.route=.=/a;.;status=.=200;.;requests`. Its bootstrap
 * must have the expressions that make labels of that: `proxy-wasm manifest` prints them, if
 * the constructor's call has the tags as a list of literals.
 *
 * ```ts
 * const requests = new CounterFamily("requests", ["route", "status"]);
 * requests.labels("/users", "200").increment();
 * const users = requests.labels("/users", "404");
 * users.increment();
 * ```
 */
export class CounterFamily extends MetricFamily {
  /** `limit` is how many combinations of values are told apart. */
  constructor(name: string, tags: string[], limit: i32 = 200) {
    super(name, tags, limit);
  }

  /** Returns the counter of some values, in the order of the tags. */
  labels(
    one: string | null,
    two: string | null = null,
    three: string | null = null,
    four: string | null = null,
    five: string | null = null,
    six: string | null = null,
  ): Counter {
    const child = this.child(one, two, three, four, five, six);
    return changetype<Counter>(child);
  }

  /** Makes a metric. */
  protected override make(name: string): Metric {
    return new Counter(name);
  }
}
