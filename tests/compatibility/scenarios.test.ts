import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { runInEmulator } from "./run-emulator.ts";
import { differences, readScenarios } from "./scenario.ts";

for (const scenario of readScenarios()) {
  test(`${scenario.name}: ${scenario.title}`, async () => {
    const source = `examples/${scenario.module}/assembly/index.ts`;
    const seen = await runInEmulator(await compile(source), scenario);
    assert.deepEqual(differences(scenario, seen), []);
  });
}

test("differences names what a host did otherwise", () => {
  const [scenario] = readScenarios();
  scenario.expect.calls = [];
  const headers: [string, string][] = [
    [":status", "200"],
    ["hello", "papaya"],
  ];
  const seen = {
    upstream: null,
    downstream: { headers, body: "bye\n" },
    calls: [{ cluster: "auth", headers, body: "" }],
    logs: [],
  };
  assert.deepEqual(differences(scenario, seen), [
    "upstream: nothing comes out",
    "downstream: hello is papaya",
    "downstream: content-type is null",
    'downstream: body "bye\\n"',
    "one more call, to auth",
    'no line "info saying hello: melon" in the log',
  ]);
});
