import { readCallData } from "./call-data";
import { CounterEntries } from "./counter-entries";
import { StatEntries } from "./stat-entries";

/** The size of a block, its type and a count, before the entries of each. */
const HEAD: u32 = 12;
const COUNTERS: u32 = 1;
const GAUGES: u32 = 2;

/** The bytes of an entry's values. */
const VALUE_AND_DELTA: u32 = 16;
const VALUE: u32 = 8;

const HANDLE = memory.data(8, 8);

/** How much of a block is read at first, and at most. */
const FIRST_READ: usize = 1 << 14;
const LAST_READ: usize = 1 << 24;

/**
 * The proxy's statistics as they are now, for `RootContext.onStatsUpdate`: those
 * that were ever used. Histograms are not among them.
 *
 * Both lists are read when they are asked for, in that callback only: ask once and
 * keep the list. What cannot be read is empty.
 *
 *     ┌────────────┬────────┬───────────┬──────────────────────────────────────┐
 *     │ size u32   │ 1 u32  │ count u32 │ n × │ size u32 │ name │ pad │ u64 u64 │
 *     ├────────────┼────────┼───────────┼──────────────────────────────────────┤
 *     │ size u32   │ 2 u32  │ count u32 │ n × │ size u32 │ name │ pad │ u64     │
 *     └────────────┴────────┴───────────┴──────────────────────────────────────┘
 *       of the block          ≥ n         to a multiple of 8 ┘  value, delta
 *
 * `count` includes statistics that were never used and are not there: n is known
 * only by the end of the entries. Envoy 1.40 sums up the size of the gauges' block
 * wrong, twofold more with each gauge and modulo 2³², and allocates as much; the
 * SDK never asks for all of it. Keep the gauges few by
 * `stats_config.stats_matcher` nevertheless: the sum may come out too small, and
 * Envoy then writes after its own memory.
 *
 * ```ts
 * class Sink extends RootContext {
 *   onStatsUpdate(stats: StatsUpdate): void {
 *     const counters = stats.counters;
 *     for (let i = 0; i < counters.length; i++) {
 *       if (counters.delta(i) == 0) continue;
 *       log.info(counters.name(i) + " +" + counters.delta(i).toString());
 *     }
 *   }
 * }
 * ```
 */
@unmanaged
@final
export class StatsUpdate {
  /** Returns the `size` bytes that the host calls about; the SDK calls it. */
  static of(size: u32): StatsUpdate {
    store<u32>(HANDLE, size);
    return changetype<StatsUpdate>(HANDLE);
  }

  /** The counters. */
  get counters(): CounterEntries {
    const size = blockSize(0, COUNTERS);
    return readEntries<CounterEntries>(0, size, VALUE_AND_DELTA);
  }

  /** The gauges. */
  get gauges(): StatEntries {
    const start = blockSize(0, COUNTERS);
    const size: usize = start == 0 ? 0 : blockSize(start, GAUGES);
    return readEntries<StatEntries>(start, size == 0 ? 0 : LAST_READ, VALUE);
  }
}

/** Returns what the block at `start` says is its size, 0 where it has no such type. */
function blockSize(start: usize, type: u32): usize {
  const head = readData(start, HEAD);
  const at = changetype<usize>(head);
  return <u32>head.byteLength == HEAD && load<u32>(at, 4) == type
    ? <usize>max(load<u32>(at), HEAD)
    : 0;
}

/** Reads the entries of the block at `start`, which ends at `size`. */
function readEntries<T extends StatEntries>(
  start: usize,
  size: usize,
  valuesSize: usize,
): T {
  // The proxy aligns in all of the data, so a part of it must begin at 8, too.
  const before = start & 7;
  const limit = min(before + size, LAST_READ);
  let asked = min(limit, FIRST_READ);
  while (true) {
    const data = readData(start - before, size == 0 ? 0 : asked);
    const isWhole = <usize>data.byteLength < asked || asked == limit;
    const count =
      <usize>data.byteLength < before + HEAD
        ? 0
        : load<u32>(changetype<usize>(data) + before, 8);
    const entries = instantiate<T>(data, before + HEAD, count, valuesSize);
    if (isWhole || !entries.isCut) return entries;
    asked = min(limit, asked << 1);
  }
}

/**
 * Copies a range of the data, or what there is of it. Envoy takes a start after
 * the end for a request of nearly 2⁶⁴ bytes, so it is never asked that.
 */
function readData(start: usize, size: usize): ArrayBuffer {
  const all: usize = load<u32>(HANDLE);
  return start >= all
    ? new ArrayBuffer(0)
    : readCallData(start, min(size, all - start));
}
