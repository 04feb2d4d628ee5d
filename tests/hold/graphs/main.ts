/**
 * Takes steps with graphs of objects in each build of their module, in Node and in Envoy: all
 * must make the same number, with no object and no heap damaged.
 *
 *     npm run hold -- --only graphs --minutes 60
 *     node --import tsx tests/hold/graphs/main.ts --seed 1 --steps 1000000 --only O3
 */
import { parseArgs } from "node:util";
import { BUILDS, EAGER } from "./builds.ts";
import { inEnvoy } from "./in-envoy.ts";
import { inNode } from "./in-node.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "1000000" },
    /** A build beside the first one; all by default. */
    only: { type: "string" },
    /** `node` or `envoy`; both by default. */
    in: { type: "string", default: "node,envoy" },
  },
});
const seed = Number(values.seed);
const steps = Number(values.steps);
const HOSTS = { node: inNode, envoy: inEnvoy };

/** The sum of an eager collector is that of the first steps. */
const EAGER_STEPS = 1000;

let total = 0;
let wrong = 0;
const sums = new Map<number, number | string>();
for (const [index, { name, compile }] of BUILDS.entries()) {
  if (index > 0 && values.only !== undefined && values.only !== name) continue;
  const wasm = await compile();
  const lengths =
    index === 0 ? [EAGER_STEPS, steps] : [name === EAGER ? EAGER_STEPS : steps];
  for (const [host, run] of Object.entries(HOSTS)) {
    if (!values.in.includes(host)) continue;
    for (const length of lengths) {
      const sum = await messageOr(run(wasm, seed, length));
      total += length;
      const expected = sums.get(length) ?? sum;
      sums.set(length, expected);
      if (sum === expected && typeof sum === "number") continue;
      wrong++;
      console.log(
        `${name} in ${host}, seed ${seed}: ${sum} after ${length} steps, and not ${expected}`,
      );
    }
  }
}
console.log(
  `seed ${seed}: ${total} steps in all builds, ${wrong} wrong, sum ${sums.get(steps)}`,
);
process.exit(wrong > 0 ? 1 : 0);

async function messageOr(sum: Promise<number>): Promise<number | string> {
  return sum.catch((error: Error) => error.message);
}
