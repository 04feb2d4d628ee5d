import assert from "node:assert/strict";
import { test } from "node:test";
import type { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

function levels(envoy: EnvoyProcess): string[] {
  const logs = envoy.logs.join("\n");
  return [...logs.matchAll(/: level (\w+)$/gm)].map((match) => match[1] ?? "");
}

test("log.write writes, and log.isEnabled is true, from the proxy's level upwards, even after it changes", async (t) => {
  const wasm = await compile("tests/envoy/filters/log-levels.ts");
  const envoy = await startEnvoy(t, [{ wasm }]);
  assert.equal((await get(envoy)).header("x-debug"), "false");
  await envoy.waitForLog("level critical");
  assert.deepEqual(levels(envoy), ["info", "warn", "error", "critical"]);

  await envoy.admin("/logging?wasm=debug", "POST");
  const from = envoy.logs.length;
  assert.equal((await get(envoy)).header("x-debug"), "true");
  await envoy.waitForLog("level critical", { from });
  assert.equal(levels(envoy)[4], "debug");

  await envoy.admin("/logging?wasm=off", "POST");
  const before = levels(envoy).length;
  assert.equal((await get(envoy)).header("x-debug"), "false");
  assert.equal(levels(envoy).length, before);
});
