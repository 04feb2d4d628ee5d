import assert from "node:assert/strict";
import { test } from "node:test";
import { runOnEmulator } from "./emulator.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { scriptErrors } from "./script-check.ts";

async function errorsOf(scenario: Omit<Scenario, "name">): Promise<string[]> {
  const ran = new Set<string>();
  await runOnEmulator({ name: "any", ...scenario }, "s000", {}, ran);
  return scriptErrors({ name: "any", ...scenario }, ran);
}

test("scriptErrors is empty if every phase runs that should", async () => {
  const script = "request-headers: args\nresponse-body: args";
  assert.deepEqual(await errorsOf({ script, never: ["response-body"] }), []);
});

test("scriptErrors lists phases that never run, and phases that run but should not", async () => {
  const script = "request-headers: return 0\nresponse-body: args";
  const errors = await errorsOf({ script, never: ["request-headers", "tick"] });
  assert.deepEqual(errors, [
    "request-headers runs but should not",
    "response-body never runs",
    "tick is in no script",
  ]);
});

test("scriptErrors lists phases and verbs that the filter does not know", async () => {
  const script = "request-header: args\nlog: args; done: args; at-end read";
  assert.deepEqual(await errorsOf({ script }), [
    "request-header: args: there is no such phase",
    "log: args; done: args; at-end read: there is no verb done:",
    "log: args; done: args; at-end read: there is no verb read",
    "request-header never runs",
  ]);
});
