import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { wasmBootstrapExtension } from "../../cli/envoy/wasm-extension.ts";
import { compile } from "../compile.ts";
import { waitForLines } from "./wait-for-lines.ts";

const wasm = await compile("tests/envoy/filters/plugin-lifecycle.ts");
const plugin = { wasm, rootId: "lifecycle", configuration: "ticks" };

async function start(t: TestContext, singleton: boolean) {
  const extensions = [wasmBootstrapExtension(plugin, { singleton })];
  const envoy = await EnvoyProcess.start(bootstrap({ extensions }), {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
    concurrency: 2,
  });
  t.after(() => envoy.stop());
  return envoy;
}

test("RootContext.onTick of a background service that is a singleton runs once", async (t) => {
  const envoy = await start(t, true);
  await envoy.waitForLog("ticks: tick 3");
  // Envoy's trial, then the main thread; the workers are up before the first tick.
  assert.equal(envoy.logLines("ticks: configure").length, 2);
  assert.equal(envoy.logLines("ticks: tick 1").length, 1);
});

test("RootContext.onTick of a background service runs in each worker and in the main thread", async (t) => {
  const envoy = await start(t, false);
  await waitForLines(envoy, "ticks: tick 3", 3);
  assert.equal(envoy.logLines("ticks: configure").length, 4);
  assert.equal(envoy.logLines("ticks: tick 1").length, 3);
  await envoy.stop();
  assert.equal(envoy.logLines(/ticks: done$/).length, 3);
  assert.equal(envoy.logLines("ticks: delete").length, 3);
});
