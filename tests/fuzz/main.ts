import { parseArgs } from "node:util";
import { compareAll } from "./compare.ts";
import { printedScenario } from "./printed-scenario.ts";
import { randomHandlers, randomScenario } from "./random-scenario.ts";
import { shrink } from "./shrink.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "200" },
    /** Whether filters are handlers. */
    handlers: { type: "boolean", default: false },
    /** How many differences are shrunk and shown. */
    show: { type: "string", default: "5" },
  },
});
const first = Number(values.seed);
const last = first + Number(values.cases);
const BATCH = 100;

const started = performance.now();
let compared = 0;
let different = 0;
const refusals = new Map<string, number>();
for (let seed = first; seed < last; seed += BATCH) {
  const seeds = Array.from(
    { length: Math.min(BATCH, last - seed) },
    (_, index) => seed + index,
  );
  for (const { scenario, refusal, difference } of await compareAll(
    seeds.map(values.handlers ? randomHandlers : randomScenario),
  )) {
    if (refusal !== undefined) {
      refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
      continue;
    }
    compared++;
    if (difference === undefined) continue;
    // On a busy machine, Envoy may just be late.
    const [again] = await compareAll([scenario]);
    if (again.difference === undefined) {
      console.log(`${scenario.name} differs only once`);
      continue;
    }
    different++;
    if (different > Number(values.show)) {
      console.log(`${scenario.name} differs ${difference}`);
      continue;
    }
    const small = await shrink({ scenario, difference });
    console.log(`${scenario.name} differs ${small.difference}`);
    console.log(`${await printedScenario(small.scenario)}`);
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
for (const [refusal, count] of refusals) console.log(`${count} x ${refusal}`);
console.log(`${compared} cases compared in ${seconds} s, ${different} differ`);
process.exitCode = different > 0 ? 1 : 0;
