/**
 * Takes steps with graphs of objects in each build of their module: all must come to the
 * same number, with no object and no heap damaged.
 *
 *     npm run hold -- --only graphs --minutes 60
 *     node --import tsx tests/hold/graphs/main.ts --seed 1 --steps 1000000 --only O3
 */
import { parseArgs } from "node:util";
import { BUILDS, compileGraphs } from "./builds.ts";
import { runGraphs } from "./run-graphs.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "1000000" },
    /** A build beside the first one; all by default. */
    only: { type: "string" },
  },
});
const seed = Number(values.seed);
const steps = Number(values.steps);

/** An eager collector takes a thousand times as long: its sum is of the first steps. */
const EAGER_STEPS = 1000;

let total = 0;
let wrong = 0;
const sums = new Map<number, number | string>();
for (const [index, build] of BUILDS.entries()) {
  const { name } = build;
  if (index > 0 && values.only !== undefined && values.only !== name) continue;
  const wasm = await compileGraphs(build);
  const lengths =
    index === 0
      ? [EAGER_STEPS, steps]
      : [name === "eager" ? EAGER_STEPS : steps];
  for (const length of lengths) {
    const sum = await run(wasm, length);
    const expected = sums.get(length) ?? sum;
    sums.set(length, expected);
    if (sum === expected) continue;
    wrong++;
    console.log(
      `${name}, seed ${seed}: ${sum} after ${length} steps, and not ${expected}`,
    );
  }
}
console.log(
  `seed ${seed}: ${total} steps in all builds, ${wrong} wrong, sum ${sums.get(steps)}`,
);
process.exit(wrong > 0 ? 1 : 0);

async function run(wasm: string, length: number): Promise<number | string> {
  total += length;
  try {
    return await runGraphs(wasm, seed, length);
  } catch (error) {
    return (error as Error).message;
  }
}
