import assert from "node:assert/strict";
import { test } from "node:test";
import { printed } from "./compare-hosts.ts";
import { runOnEmulator } from "./emulator.ts";
import { HANDLES } from "./scenario/filters.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { SAMPLE } from "./scenarios.ts";

/** The position of a trap in a module, which differs in every build. */
const BACKTRACE = /(in-VM backtrace:).*"/g;

async function observed(scenario: Scenario, transform: boolean) {
  const observation = await runOnEmulator(scenario, "scenario", { transform });
  return printed(observation).replace(BACKTRACE, '$1"');
}

/** A handler needs the transform. */
const without = SAMPLE.filter(
  ({ module, filter }) => !module && filter !== HANDLES,
);

for (const scenario of without) {
  test(`a filter without the transform does the same: ${scenario.name}`, async () => {
    const expected = await observed(scenario, false);
    assert.equal(await observed(scenario, true), expected);
  });
}
