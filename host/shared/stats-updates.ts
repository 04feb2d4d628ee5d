import { COUNTER, GAUGE, type Metrics } from "./metrics.ts";

/** The proxy's own statistics by their names, as they are now. */
export interface Stats {
  /** Those that were ever counted, such as `"http.main.downstream_rq_total"`. */
  counters?: Record<string, number | bigint>;
  /** Those that were ever set, such as `"server.live"`. */
  gauges?: Record<string, number | bigint>;
}

/** A statistic with its values: a gauge's own, and of a counter its growth, too. */
type Entry = [name: string, ...values: bigint[]];

/** In front of the name of a plugin's metric. */
const PLUGINS = "wasmcustom.";

/** The types of the two blocks, and what each of them begins with. */
const COUNTERS = 1;
const GAUGES = 2;
const HEAD = 12;

const VALUE = 8;

/**
 * What stats sinks are told of: the proxy's statistics and the plugins' metrics,
 * each counter with what it grew by since the last time.
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

  /** The update as Envoy lays it out for plugins. */
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

/** Size, type and count, and the entries; values stand at multiples of 8. */
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
