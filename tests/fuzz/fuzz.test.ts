import assert from "node:assert/strict";
import { test } from "node:test";
import { compareAll } from "./compare.ts";
import { HostError } from "../../host/index.ts";
import { runOnEmulator } from "../conformance/emulator.ts";
import {
  harmlessHandlers,
  randomHandlers,
  randomScenario,
} from "./random-scenario.ts";

/** Seeds on which the hosts once differed. */
const FOUND = [1003, 1058, 1062, 1085, 2548, 3221, 3330, 3599, 3665, 3759];
const SEEDS = [
  ...FOUND,
  ...Array.from({ length: 100 }, (_, index) => 2114 + index),
];
/** Seeds of handlers, which are compared in the same Envoy. */
const HANDLER_SEEDS = Array.from({ length: 30 }, (_, index) => 1000 + index);
/** Seeds of handlers that change nothing; a fault once lost a body in three of them. */
const HARMLESS_SEEDS = [
  ...Array.from({ length: 20 }, (_, index) => 1 + index),
  ...[116, 148],
];
/** A few of them do what is undefined in Envoy, and are refused. */
const LEAST = 118;

test("the emulator and Envoy agree on random scenarios", async () => {
  const scenarios = [
    ...SEEDS.map(randomScenario),
    ...HANDLER_SEEDS.map(randomHandlers),
  ];
  const compared = await compareAll(scenarios);
  const differing = compared
    .filter(({ difference }) => difference !== undefined)
    .map(({ scenario, difference }) => `${scenario.name} ${difference}`);
  assert.deepEqual(differing, []);
  const refusals = compared.flatMap(({ refusal }) => refusal ?? []);
  const other = refusals.filter((each) => !each.startsWith("UNDEFINED_IN_"));
  assert.deepEqual(other, []);
  assert.ok(compared.length - refusals.length >= LEAST, refusals.join("\n"));
});

test("handlers that wait and change nothing let both messages arrive as they were sent", async () => {
  for (const { scenario, sent } of HARMLESS_SEEDS.map(harmlessHandlers)) {
    const { steps } = await runOnEmulator(scenario, "s000").catch(
      (error: unknown) => {
        // Where one filter holds trailers, another one that continues sends them on.
        if (!(error instanceof HostError) || scenario.plugins?.length === 1)
          throw error;
        return { steps: undefined };
      },
    );
    const last = steps?.at(-1);
    if (last === undefined) continue;
    const { upstream, response } = last;
    const arrived = [upstream, response].map((each) => each?.body);
    assert.deepEqual(arrived, sent, scenario.name);
    const states = [upstream, response].map((each) => each?.state);
    assert.deepEqual(states, ["complete", "complete"], scenario.name);
  }
});
