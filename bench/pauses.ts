import { Driven } from "../tests/module/drive.ts";
import { filterModule } from "./modules.ts";

/** How long callbacks take in Node's V8, in microseconds. */
export interface Pauses {
  /** How many streams were live. */
  live: number;
  /** How many began and ended during the measurement. */
  streams: number;
  /** The median for streams during which the module collected. */
  collection: number;
  /** The longest of any stream. */
  longest: number;
}

const STREAMS = 200_000;

/** A module does the same in each run, so a delay in only one run is not its own. */
const RUNS = 7;

/**
 * The bytes that a stream takes in this filter, and the minimum after which it
 * collects: `LEAST` in `assembly/runtime/collection-schedule.ts`.
 */
const STREAM_BYTES = 64;
const LEAST = 32_768;

/**
 * Serves streams while others are live, and times each from its first callback to its
 * last. The longest are those that waited for a collection. Each stream counts with its
 * shortest time of several runs, in separate modules, so that interruptions by other
 * programs and by Node's own collector do not count.
 */
export async function measurePauses(live: number): Promise<Pauses> {
  const wasm = await filterModule("configured");
  const times = new Float64Array(STREAMS).fill(Infinity);
  for (let run = 0; run < RUNS; run++) {
    const module = await Driven.load(wasm);
    module.serve(STREAMS);
    for (let i = 0; i < live; i++) module.begin();
    for (let i = 0; i < STREAMS; i++) {
      const begin = performance.now();
      module.serve(1);
      const time = (performance.now() - begin) * 1000;
      if (time < times[i]) times[i] = time;
    }
  }
  const sorted = times.toSorted();
  const collections =
    (STREAMS * STREAM_BYTES) / Math.max(LEAST, live * STREAM_BYTES);
  return {
    live,
    streams: STREAMS,
    collection: sorted[STREAMS - Math.ceil(collections / 2)],
    longest: sorted[STREAMS - 1],
  };
}
