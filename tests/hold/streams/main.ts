/**
 * Sends thousands of HTTP/2 streams at once over a few connections, with resets at random
 * points, through filters that change nothing and through the same listener without a filter:
 * both ends must see the same of each stream after each phase.
 *
 *     npm run hold -- --only streams
 *     node --import tsx tests/hold/streams/main.ts --seed 1 --streams 10000 --connections 20
 */
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { FILTERS, StreamStage } from "./compare-streams.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "5" },
    streams: { type: "string", default: "10000" },
    connections: { type: "string", default: "20" },
  },
});
const first = Number(values.seed);
const last = first + Number(values.seeds) - 1;

const stage = await StreamStage.start();
const started = performance.now();
let compared = 0;
let resets = 0;
let faults = 0;
for (let seed = first; seed <= last; seed++) {
  const found = await stage.compare(
    seed,
    Number(values.streams),
    Number(values.connections),
  );
  compared += found.streams * FILTERS.length;
  resets += found.resets * FILTERS.length;
  faults += found.different.length;
  for (const line of found.different.slice(0, 5)) {
    console.log(`seed ${seed}, ${line}`);
  }
}
const critical = stage.envoy.logLines(/\[(critical|error)\]/);
for (const line of critical.slice(0, 5)) console.log(line);
const memory = anonymousMemory(stage.envoy.pid) / 1024;
await stage.stop();
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `seeds ${first} to ${last}: ${compared} streams compared, ${values.streams} at once on ` +
    `${values.connections} connections, ${resets} resets, ${faults} differ, ` +
    `Envoy at ${memory.toFixed(0)} MiB, ${seconds} s`,
);
process.exit(faults + critical.length > 0 ? 1 : 0);
