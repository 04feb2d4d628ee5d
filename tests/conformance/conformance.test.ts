import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { runOnEmulator } from "./emulator.ts";
import { RealEnvoy, refusalOf } from "./real-envoy.ts";
import type { Observation, Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";

/** The scenarios by the names that their plugins get. */
const named = new Map<string, Scenario>(
  SCENARIOS.map((scenario, index) => [nameOf(index), scenario]),
);

/** Of one length, so that no name begins another. */
function nameOf(index: number): string {
  return `s${String(index).padStart(3, "0")}`;
}

for (const workers of [1, 2]) {
  const some = [...named].filter(([, each]) => (each.workers ?? 1) === workers);
  const served = new Map(some.filter(([, { refused }]) => !refused));
  describe(`the emulator and Envoy agree, workers: ${workers}`, () => {
    let envoy: RealEnvoy;
    before(async () => {
      envoy = await RealEnvoy.start(served, "info");
    });
    after(() => envoy.stop());

    for (const [name, scenario] of some) {
      test(scenario.name, async () => {
        const actual = await runOnEmulator(scenario, name);
        const expected = scenario.refused
          ? await refusalOf(scenario, name)
          : await envoy.run(scenario, name, actual);
        assert.equal(printed(actual), printed(expected));
      });
    }
  });
}

/** An observation as text, a line for each header, log line and so on. */
function printed(observation: Observation): string {
  const { responses, upstream, calls, connections, logs, steps } = observation;
  const all = { responses, upstream, calls, connections, logs, steps };
  return JSON.stringify(all, null, 1);
}

test("scenarios have names of their own", () => {
  const names = SCENARIOS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
