import { StatEntries } from "./stat-entries";

/**
 * The counters of a `StatsUpdate`: a name, a value and a delta each. An index outside 0 to
 * `length` - 1 throws.
 *
 * ```ts
 * class Sink extends RootContext {
 *   onStatsUpdate(stats: StatsUpdate): void {
 *     const counters = stats.counters;
 *     for (let i = 0; i < counters.length; i++) {
 *       log.info(counters.name(i) + " +" + counters.delta(i).toString());
 *     }
 *   }
 * }
 * ```
 */
export class CounterEntries extends StatEntries {
  /** Returns by how much a counter has grown since the update before. */
  delta(index: i32): u64 {
    return load<u64>(this.valuesAt(index), 8);
  }
}
