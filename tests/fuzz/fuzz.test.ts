import assert from "node:assert/strict";
import { test } from "node:test";
import { compareAll } from "./compare.ts";
import { randomScenario } from "./random-scenario.ts";

/** Seeds on which the hosts once differed. */
const FOUND = [1003, 1058, 1062, 1085, 2548, 3221, 3330, 3599, 3665, 3759];
const SEEDS = [
  ...FOUND,
  ...Array.from({ length: 100 }, (_, index) => 2114 + index),
];
/** A few of them do what is undefined in Envoy, and are refused. */
const LEAST = 90;

test("the emulator and Envoy agree on random scenarios", async () => {
  const scenarios = SEEDS.map(randomScenario);
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
