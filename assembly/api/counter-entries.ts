import { StatEntries } from "./stat-entries";

/** The counters of a `StatsUpdate`: a name, a value and a delta each. */
export class CounterEntries extends StatEntries {
  /** Returns by how much a counter has grown since the update before. */
  delta(index: i32): u64 {
    return load<u64>(this.valuesAt(index), 8);
  }
}
