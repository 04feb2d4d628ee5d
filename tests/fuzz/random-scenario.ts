import type { Scenario } from "../conformance/scenario/scenario.ts";
import { Random } from "./random.ts";
import { randomScript, wakesOf, withCall } from "./random-script.ts";
import { randomSteps } from "./random-steps.ts";

const ACCESS_LOG =
  "access-log: args; get-map 0 x-a; get-map 0 :path; property response/code; get-map 2 x-a; pairs-map 3";

/** The scenario for a seed. */
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
  // Either of two concurrent calls may be answered first.
  if (!opensTrailers && random.oneIn(4)) {
    const caller = random.pick(plugins);
    caller.configuration = withCall(random, caller.configuration);
  }
  const logger = { vmId: "-log", configuration: ACCESS_LOG };
  const accessLoggers = random.oneIn(6) ? [logger] : [];
  const wakes = plugins.flatMap((_, index) => wakesOf(index));
  const steps = randomSteps(random, wakes);
  return { name: `seed ${seed}`, plugins, accessLoggers, steps };
}
