import { Counter, Metric } from "../api/metrics";
import { MetricFamily } from "./metric-family";

/**
 * Counters of one name, told apart by tags, which a Prometheus server sees as labels.
 *
 * The object may be made anywhere, also in module scope, of up to six tags whose names are
 * letters, digits and `_`; others throw. The values may be anything: what would not fit into
 * a name is written as `%3B`, and of a long one 128 characters count. A value that is missing
 * is empty, and `labels` throws for more values than tags.
 *
 * Each combination of values stays in the proxy's memory. At most `limit` of them, 200 by
 * default, are told apart in each worker; all others count as one whose values are `other`,
 * and a warning says so once. A combination that has been there before costs no host call but
 * the one that counts.
 *
 * In Envoy a counter is listed as `wasmcustom.route=.=/a;.;status=.=200;.;requests`. The
 * expressions that make labels of it must be in Envoy's bootstrap: `proxy-wasm manifest`
 * prints them, where the tags stand in the constructor's call as a list of texts.
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
