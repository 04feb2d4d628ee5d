/**
 * Sends hostile traffic through an Envoy with filters that change nothing, and through the
 * same Envoy without a filter: both ends must see the same after each step.
 *
 *     npm run hold -- --only traffic --minutes 60
 *     node --import tsx tests/hold/traffic/main.ts --seed 1 --cases 2000
 */
import { parseArgs } from "node:util";
import { readCases, writeCase } from "../cases/found-cases.ts";
import { compareTraffic, smaller } from "./compare-traffic.ts";
import { PairEnvoy } from "./pair-envoy.ts";
import { randomCase } from "./random-case.ts";
import type { TrafficCase } from "./traffic-case.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "2000" },
    /** Whether only the cases are tried again that were found before. */
    replay: { type: "boolean", default: false },
  },
});
const first = Number(values.seed);
const last = first + Number(values.cases) - 1;

let pair = await PairEnvoy.start();
let compared = 0;
let steps = 0;
let faults = 0;
const started = performance.now();
if (values.replay) {
  for (const [name, { given }] of await readCases("traffic")) {
    const found = await compareTraffic(pair, given as TrafficCase);
    if (found === undefined) continue;
    faults++;
    console.log(`${name}: ${found.filter}: ${found.fault}`);
  }
} else {
  for (let seed = first; seed <= last; seed++) await compareSeed(seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `seeds ${first} to ${last}: ${compared} cases compared with ${steps} steps ` +
      `in ${seconds} s, ${faults} differ`,
  );
}
const critical = pair.envoy.logLines(/\[(critical|error)\]/);
for (const line of critical.slice(0, 5)) console.log(line);
await pair.stop();
process.exit(faults + critical.length > 0 ? 1 : 0);

async function compareSeed(seed: number): Promise<void> {
  const given = randomCase(seed);
  try {
    const found = await compareTraffic(pair, given);
    compared++;
    steps += given.steps.length;
    if (found === undefined) return;
    faults++;
    const small = await smaller(pair, given, found.filter);
    const again = await compareTraffic(pair, small, [found.filter]);
    await report(seed, again?.fault ?? found.fault, found.filter, small);
  } catch (error) {
    faults++;
    const lines = pair.envoy.logs.slice(-30).join("\n");
    const fault = `${(error as Error).message}\n${lines}`;
    await report(seed, fault, "Envoy", given);
    await pair.stop();
    pair = await PairEnvoy.start();
  }
}

async function report(
  seed: number,
  fault: string,
  filter: string,
  given: TrafficCase,
): Promise<void> {
  const file = await writeCase(`traffic-${seed}`, {
    campaign: "traffic",
    fault: `${filter}: ${fault}`,
    given,
  });
  console.log(`seed ${seed}, ${filter}: ${fault}\n  see ${file}`);
}
