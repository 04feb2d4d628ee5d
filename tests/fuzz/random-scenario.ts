import type { Scenario } from "../conformance/scenario.ts";
import { Random } from "./random.ts";
import { randomScript, wakesOf } from "./random-script.ts";
import { randomSteps } from "./random-steps.ts";

/** The scenario of a seed. */
export function randomScenario(seed: number): Scenario {
  const random = new Random(seed);
  const count = random.pick([1, 1, 1, 2, 3]);
  const opensTrailers = random.oneIn(4);
  const plugins = Array.from({ length: count }, (_, index) => ({
    vmId: `-${index}`,
    configuration: randomScript(random, index, opensTrailers),
    ...(random.oneIn(3) ? { allowOnHeadersStopIteration: true } : {}),
    ...(random.oneIn(10) ? { failurePolicy: "FAIL_OPEN" as const } : {}),
  }));
  const wakes = plugins.flatMap((_, index) => wakesOf(index));
  return { name: `seed ${seed}`, plugins, steps: randomSteps(random, wakes) };
}
