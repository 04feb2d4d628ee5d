/**
 * Writes what Envoy does in each scenario if the emulator agrees; review the result.
 */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { after } from "node:test";
import { format } from "prettier";
import { findEnvoy } from "../../cli/envoy/find-envoy.ts";
import { compareHosts } from "./compare-hosts.ts";
import { fileOf } from "./observations.ts";
import { SCENARIOS, TOPICS } from "./scenarios.ts";

const observed = new Map<string, unknown>();
const envoy = await findEnvoy({ onProgress: console.log });
await compareHosts(SCENARIOS, envoy, observed);

after(async () => {
  assert.equal(observed.size, SCENARIOS.length, "The hosts differ.");
  await mkdir(new URL("observations/", import.meta.url), { recursive: true });
  for (const [topic, scenarios] of Object.entries(TOPICS)) {
    const own = scenarios.map(({ name }) => [name, observed.get(name)]);
    const text = JSON.stringify(Object.fromEntries(own));
    await writeFile(fileOf(topic), await format(text, { parser: "json" }));
  }
});
