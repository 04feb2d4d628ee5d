import type { Scenario } from "../conformance/scenario/scenario.ts";
import { HANDLES } from "../conformance/scenario/filters.ts";
import { harmlessHandler, heldPaths, randomHandler } from "./random-handler.ts";
import { Random } from "./random.ts";
import { randomScript, wakesOf, withCall } from "./random-script.ts";
import { randomSteps, wholeSteps } from "./random-steps.ts";

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

/** The scenario for a seed in which at least one filter is a handler. */
export function randomHandlers(seed: number): Scenario {
  const random = new Random(seed);
  const count = random.pick([1, 1, 2, 3]);
  const certain = random.below(count);
  const plugins = Array.from({ length: count }, (_, index) => ({
    vmId: `-${index}`,
    configuration:
      index === certain || random.oneIn(2)
        ? randomHandler(random, index)
        : randomScript(random, index, false),
    ...(random.oneIn(4) ? { allowOnHeadersStopIteration: true } : {}),
    ...(random.oneIn(10) ? { failurePolicy: "FAIL_OPEN" as const } : {}),
  }));
  const wakes = plugins.flatMap((_, index) => wakesOf(index));
  const answers = plugins.flatMap(({ configuration }) =>
    heldPaths(configuration),
  );
  const steps = randomSteps(random, wakes, answers);
  const name = `handlers of seed ${seed}`;
  return { name, filter: HANDLES, plugins, steps };
}

/** A scenario for a seed whose handlers change nothing, and what both messages are. */
export function harmlessHandlers(seed: number): {
  scenario: Scenario;
  sent: string[];
} {
  const random = new Random(seed);
  const count = random.pick([1, 1, 2, 3]);
  const plugins = Array.from({ length: count }, (_, index) => ({
    vmId: `-${index}`,
    configuration: harmlessHandler(random, index),
  }));
  const paths = plugins.flatMap(({ configuration }) =>
    heldPaths(configuration),
  );
  const { steps, sent } = wholeSteps(random, paths);
  const name = `harmless handlers of seed ${seed}`;
  return { scenario: { name, filter: HANDLES, plugins, steps }, sent };
}
