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
  /** Of any stream: a collection, or another program's turn. */
  longest: number;
}

const STREAMS = 200_000;

/** There are some 70 collections meanwhile, one for 8,192 turns. */
const MEDIAN_COLLECTION = 36;

/**
 * Serves streams while others are live, and times each from its first callback to
 * its last: the longest are those that waited for a collection.
 */
export async function measurePauses(live: number): Promise<Pauses> {
  const module = await Driven.load(await filterModule("configured"));
  module.serve(STREAMS);
  for (let i = 0; i < live; i++) module.begin();
  const times = new Float64Array(STREAMS);
  for (let i = 0; i < STREAMS; i++) {
    const begin = performance.now();
    module.serve(1);
    times[i] = (performance.now() - begin) * 1000;
  }
  const sorted = times.toSorted();
  return {
    live,
    streams: STREAMS,
    collection: sorted[STREAMS - MEDIAN_COLLECTION],
    longest: sorted[STREAMS - 1],
  };
}
