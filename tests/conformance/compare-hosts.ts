import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { runOnEmulator } from "./emulator.ts";
import { isOlder, versionOf } from "../../scripts/project/envoy-versions.ts";
import { readObservations, stored } from "./observations.ts";
import { scriptErrors } from "./script-check.ts";
import { RealEnvoy, refusalOf } from "./real-envoy.ts";
import type { Observation, Scenario } from "./scenario/scenario.ts";

/**
 * Registers a test for each scenario that compares the emulator with an Envoy. If that
 * Envoy is older than the behaviour a scenario is about, the two must differ. Both must
 * match the scenario's entry in `observations`, unless new observations are collected
 * in `observed`.
 */
export async function compareHosts(
  scenarios: readonly Scenario[],
  binary: string,
  observed?: Map<string, unknown>,
): Promise<void> {
  const observations = readObservations();
  const version = await versionOf(binary);
  const named = scenarios.map((each, index) => [nameOf(index), each] as const);
  for (const workers of [1, 2]) {
    const some = named.filter(([, each]) => (each.workers ?? 1) === workers);
    if (some.length === 0) continue;
    const served = new Map(some.filter(([, { refused }]) => !refused));
    describe(`the emulator and Envoy ${version} agree (workers: ${workers})`, () => {
      let envoy: RealEnvoy;
      before(async () => {
        envoy = await RealEnvoy.start(served, "info", binary);
      });
      after(() => envoy.stop());

      for (const [name, scenario] of some) {
        const compare = async () => {
          const ran = new Set<string>();
          const actual = await runOnEmulator(scenario, name, {}, ran);
          assert.deepEqual(scriptErrors(scenario, ran), []);
          if (observed === undefined) {
            const golden = await observations;
            assert.deepEqual(stored(actual, name), golden.get(scenario.name));
          }
          const expected = scenario.refused
            ? await refusalOf(scenario, name, binary)
            : await envoy.run(scenario, name, actual);
          assert.equal(printed(actual), printed(expected));
          observed?.set(scenario.name, stored(expected, name));
        };
        const { since } = scenario;
        if (since === undefined || !isOlder(version, since.envoy)) {
          test(scenario.name, compare);
        } else {
          test(`${scenario.name}: not before ${since.envoy}`, () =>
            assert.rejects(compare, /strictly equal|still ran/));
        }
      }
    });
  }
}

/** All of one length, so that no name is a prefix of another. */
function nameOf(index: number): string {
  return `s${String(index).padStart(3, "0")}`;
}

/** An observation as text, with a line for each header, log line and so on. */
export function printed(observation: Observation): string {
  const { responses, upstream, calls, connections, logs, steps } = observation;
  const all = { responses, upstream, calls, connections, logs, steps };
  return JSON.stringify(all, null, 1);
}
