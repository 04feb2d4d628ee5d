import { Driven } from "../tests/module/drive.ts";
import { filterModule } from "./modules.ts";

/** How long callbacks take in Node's V8, in microseconds. */
export interface Pauses {
  /** How many streams were live. */
  live: number;
  /** How many began and ended meanwhile. */
  streams: number;
  /** Of a stream during which the module collected: the median. */
  collection: number;
  /** Of any stream. */
  longest: number;
}

const STREAMS = 200_000;

/** A module does the same in each run: what took long in one alone was not its work. */
const RUNS = 7;

/**
 * The bytes that a stream takes in this filter, and after how many it collects at
 * least: `LEAST` in `assembly/runtime/collector.ts`.
 */
const STREAM_BYTES = 64;
const LEAST = 32_768;

/**
 * Serves streams while others are live, and times each from its first callback to
 * its last: the longest are those that waited for a collection. Of each stream it
 * takes the shortest time of several runs, in modules of their own, so that turns
 * of other programs and of Node's own collector do not count.
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
