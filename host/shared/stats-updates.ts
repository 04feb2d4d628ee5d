import { COUNTER, GAUGE, type Metrics } from "./metrics.ts";

/** The current values of the proxy's own statistics, by name. */
export interface Stats {
  /**
   * Every counter that has ever been incremented, for example
   * `"http.main.downstream_rq_total"`.
   */
  counters?: Record<string, number | bigint>;
  /** Every gauge that has ever been set, for example `"server.live"`. */
  gauges?: Record<string, number | bigint>;
}

/** A statistic with its values: the value, and for counters also the increase. */
type Entry = [name: string, ...values: bigint[]];

/** The prefix of the names of plugins' metrics. */
const PLUGINS = "wasmcustom.";

/** The types of the two blocks, and the size of their heads. */
const COUNTERS = 1;
const GAUGES = 2;
const HEAD = 12;

const VALUE = 8;

/**
 * Makes the updates for stats sinks: the proxy's statistics and the plugins'
 * metrics, and for each counter its increase since the last update.
 *
 *     const updates = new StatsUpdates(metrics);
 *     updates.next({ counters: { "a.b": 1 } });
 */
export class StatsUpdates {
  readonly #metrics: Metrics;
  readonly #last = new Map<string, bigint>();

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  /** The next update, laid out as Envoy does for plugins. */
  next({ counters = {}, gauges = {} }: Stats): Buffer {
    const counted = this.#all(COUNTER, counters).map(([name, value]): Entry => {
      const delta = value - (this.#last.get(name) ?? 0n);
      this.#last.set(name, value);
      return [name, value, delta];
    });
    const first = block(COUNTERS, counted, 0);
    const second = block(GAUGES, this.#all(GAUGE, gauges), first.length);
    return Buffer.concat([first, second]);
  }

  #all(
    type: typeof COUNTER | typeof GAUGE,
    own: Record<string, number | bigint>,
  ): [string, bigint][] {
    const metrics = this.#metrics
      .used(type)
      .map(([name, value]): [string, bigint] => [PLUGINS + name, value]);
    const stats = Object.entries(own).map(([name, value]): [string, bigint] => [
      name,
      BigInt(value),
    ]);
    return [...stats, ...metrics];
  }
}

/**
 * Encodes a block: size, type, count, then the entries, with values aligned to 8
 * bytes.
 */
function block(type: number, entries: readonly Entry[], start: number): Buffer {
  const parts = [Buffer.alloc(HEAD)];
  let size = HEAD;
  for (const [name, ...values] of entries) {
    const text = Buffer.from(name);
    const middle = start + size + 4 + text.length;
    const part = Buffer.alloc(
      aligned(middle) - start - size + values.length * VALUE,
    );
    part.writeUInt32LE(text.length);
    text.copy(part, 4);
    for (const [index, value] of values.entries()) {
      const at = part.length - (values.length - index) * VALUE;
      part.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    }
    parts.push(part);
    size += part.length;
  }
  parts[0].writeUInt32LE(size, 0);
  parts[0].writeUInt32LE(type, 4);
  parts[0].writeUInt32LE(entries.length, 8);
  return Buffer.concat(parts);
}

function aligned(offset: number): number {
  return Math.ceil(offset / VALUE) * VALUE;
}
