import assert from "node:assert/strict";
import { test } from "node:test";
import { findEnvoy } from "../../cli/envoy/find-envoy.ts";
import { compareHosts } from "./compare-hosts.ts";
import { SCENARIOS } from "./scenarios.ts";

await compareHosts(SCENARIOS, await findEnvoy({ onProgress: console.log }));

test("scenarios have unique names", () => {
  const names = SCENARIOS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});
