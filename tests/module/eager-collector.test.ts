import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { compile } from "../compile.ts";
import { runOnEmulator } from "../conformance/emulator.ts";
import { ACTS, HANDLES } from "../conformance/scenario/filters.ts";
import type { Scenario } from "../conformance/scenario/scenario.ts";
import { SAMPLE } from "../conformance/scenarios.ts";

/** Collects in every loop that allocates, and overwrites what it frees. */
const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

describe("an eager collector changes nothing of what a filter does:", () => {
  for (const scenario of SAMPLE) {
    if (scenario.module !== undefined) continue;
    // Handlers have this collector in Envoy as well.
    if (scenario.filter === HANDLES) continue;
    test(scenario.name, async () => {
      const filter = scenario.filter ?? ACTS;
      const eager = {
        ...scenario,
        module: new Uint8Array(await readFile(await compile(filter, EAGER))),
      };
      assert.equal(await observe(eager), await observe(scenario));
    });
  }
});

/** What a scenario does, without the addresses in a backtrace. */
async function observe(scenario: Scenario): Promise<string> {
  const observation = await runOnEmulator(scenario, "s000");
  return JSON.stringify(observation, null, 1).replace(/0x[0-9a-f]+/g, "0x");
}
