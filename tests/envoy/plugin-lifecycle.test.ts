import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { tcpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { get, refusalOf, startEnvoy } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";
import { waitForLines } from "./wait-for-lines.ts";

const wasm = await compile("tests/envoy/filters/plugin-lifecycle.ts");
const plugin = { wasm, rootId: "lifecycle", vmConfiguration: "vm" };

/** What plugins logged, without Envoy's prefix. */
function pluginLines(logs: string[]): string[] {
  return logs.flatMap((line) => /wasm log[^:]*: (.*)$/.exec(line)?.[1] ?? []);
}

test("RootContext.onVmStart keeps Envoy from starting if it returns false", async () => {
  const logs = await refusalOf({ ...plugin, vmConfiguration: "refuse" });
  assert.match(logs, /: vm start refuse$/m);
  assert.match(logs, /Failed to start base Wasm/);
  assert.doesNotMatch(logs, /: configure/);
});

test("RootContext.onConfigure keeps Envoy from starting if it returns false", async () => {
  const logs = await refusalOf({ ...plugin, configuration: "reject" });
  assert.match(logs, /Failed to configure base Wasm plugin/);
});

test("RootContext.vmConfiguration is readable in onVmStart, onConfigure and streams", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }]);
  await get(envoy);
  await envoy.waitForLog("a: request in vm");
  const lines = pluginLines(envoy.logs);
  assert.ok(lines.includes(": vm start vm"));
  assert.ok(lines.includes("a: configure in vm"));
});

test("RootContext.vmConfiguration is empty if there is none", async (t) => {
  const none = { wasm, rootId: "lifecycle", configuration: "a" };
  const envoy = await startEnvoy(t, [none]);
  await envoy.waitForLog(/a: configure in $/);
});

test("RootContext.onVmStart and RootContext.onConfigure are called once per worker and twice more", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }], {
    concurrency: 2,
  });
  // In the trial VM, in the main thread and in each worker.
  await waitForLines(envoy, ": a: configure", 4);
  await get(envoy);
  await envoy.waitForLog("a: stream delete");
  assert.equal(envoy.logLines(": vm start").length, 4);
  assert.equal(envoy.logLines(": a: configure").length, 4);
});

test("RootContext.onVmStart is called for each plugin of a VM", async (t) => {
  const envoy = await startEnvoy(t, [
    { ...plugin, vmId: "one", name: "p1", configuration: "a" },
    { ...plugin, vmId: "one", name: "p2", rootId: "other", configuration: "b" },
  ]);
  await waitForLines(envoy, ": b: configure", 3);
  const start = envoy.logs.findIndex((line) => line.includes("b: configure"));
  // The worker, which starts last, runs both in one VM.
  assert.deepEqual(pluginLines(envoy.logs.slice(start)).slice(-6), [
    ": vm start vm",
    "a: configure in vm",
    "a: done too early is 1",
    ": vm start vm",
    "b: configure in vm",
    "b: done too early is 1",
  ]);
});

test("RootContext.setTickPeriod works for two plugins in one VM, and 0 ends it", async (t) => {
  const envoy = await startEnvoy(t, [
    { ...plugin, vmId: "one", name: "p1", configuration: "ticks" },
    { ...plugin, vmId: "one", name: "p2", rootId: "other", configuration: "b" },
  ]);
  // In the main thread and in the worker.
  await waitForLines(envoy, "ticks: tick 3", 2);
  assert.equal(envoy.logLines("ticks: tick").length, 6);
  assert.equal(envoy.logLines("b: tick").length, 0);
  const { length } = envoy.logs;
  await get(envoy, "/tick");
  await envoy.waitForLog("b: tick 3", { from: length });
});

test("RootContext.setTickPeriod may be called in a stream", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }]);
  await get(envoy, "/tick");
  await envoy.waitForLog("a: tick 3");
  assert.ok(pluginLines(envoy.logs).includes("a: period is 0"));
});

test("RootContext.done returns NotFound before onDone is called", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }]);
  await envoy.waitForLog("a: done too early is 1");
});

test("Context.onLog of an HTTP stream is called before Context.onDone and Context.onDelete, and reads headers", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }]);
  await get(envoy, "/path");
  await envoy.waitForLog("a: stream delete");
  assert.deepEqual(pluginLines(envoy.logs).slice(-4), [
    "a: request in vm",
    "a: stream log /path200 change 2",
    "a: stream done",
    "a: stream delete",
  ]);
});

test("Context.onDone of a TCP connection is called before Context.onLog and Context.onDelete", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const filters = [{ ...plugin, configuration: "tcp" }];
  const config = bootstrap({
    listeners: [tcpListener({ filters, cluster: "upstream" })],
    clusters: [cluster({ name: "upstream", port: upstream.port })],
  });
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  await request({ port: envoy.port() });
  await envoy.waitForLog("tcp: connection delete");
  assert.deepEqual(pluginLines(envoy.logs).slice(-3), [
    "tcp: connection done",
    "tcp: connection log",
    "tcp: connection delete",
  ]);
});

test("Context.onDone and Context.onDelete of a plugin are called when Envoy ends, except for the trial", async (t) => {
  const envoy = await startEnvoy(t, [{ ...plugin, configuration: "a" }]);
  await waitForLines(envoy, "a: configure", 3);
  await envoy.stop();
  assert.deepEqual(pluginLines(envoy.logs).slice(-4), [
    "a: done",
    "a: delete",
    "a: done",
    "a: delete",
  ]);
});
