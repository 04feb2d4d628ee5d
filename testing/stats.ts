import { newStats, setCounter, setGauge } from "./generated/bridge";

/**
 * Current values of the proxy's own statistics by name; see `ProxyHost.flushStats`.
 *
 * ```ts
 * new Stats().counter("http.main.downstream_rq_total", 3).gauge("server.live", 1);
 * ```
 */
export class Stats {
  /** The host's number for it. */
  readonly id: i32 = newStats();

  counter(name: string, value: u64): this {
    setCounter(this.id, name, value);
    return this;
  }

  gauge(name: string, value: u64): this {
    setGauge(this.id, name, value);
    return this;
  }
}
