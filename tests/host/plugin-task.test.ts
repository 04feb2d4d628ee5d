import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const SOURCE = "tests/envoy/filters/scripts.ts";

async function start(configuration: string, rootId = "tasks") {
  const host = await ProxyHost.load(await compile(SOURCE, EAGER), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId, configuration });
  const logs = () => host.logs.map(({ message }) => message);
  return { host, plugin, logs };
}

test("PluginTask.run keeps what it fetches, in a loop that sleeps, beside streams", async () => {
  const { host, plugin } = await start("keep");
  const kept = () => {
    const stream = plugin.httpStream();
    stream.request();
    host.advance(6);
    return stream.upstream?.header("x-kept");
  };
  assert.equal(kept(), "none");
  // In the main thread and in the worker.
  assert.equal(host.httpCalls.length, 2);
  for (const call of host.httpCalls) call.respond({ body: "-first" });
  assert.equal(kept(), "keep200-first");
  host.advance(80);
  assert.equal(host.httpCalls.length, 0);
  host.advance(20);
  assert.equal(host.httpCalls[0].header(":path"), "/keep/1");
  for (const call of host.httpCalls) call.respond({ body: "-second" });
  assert.equal(kept(), "keep200-second");
  host.advance(100);
  host.advance(50);
  assert.equal(kept(), "keep504upstream request timeout");
});

test("PluginTask.run of a configuration that is refused or replaced does not go on", async () => {
  await assert.rejects(start("twice"), /RootContext#startTask/);
  await assert.rejects(start("refused"));
  const { host, plugin, logs } = await start("keep-1");
  host.advance(1);
  assert.equal(host.httpCalls.length, 2);
  plugin.stop();
  for (const call of host.httpCalls) call.respond();
  host.advance(5000);
  assert.deepEqual(host.httpCalls, []);
  assert.deepEqual(logs(), ["ended keep-1", "ended keep-1"]);
});

test("PluginTask.stop ends a task where it waits, and PluginTask.isRunning tells", async () => {
  const { host, logs } = await start("stop");
  host.advance(100);
  const beats = logs().filter((line) => line === "beat");
  // In the main thread and in the worker.
  assert.equal(beats.length, 8);
  assert.deepEqual(
    logs().filter((line) => line.startsWith("running")),
    ["running true", "running false", "running true", "running false"],
  );
});

test("PluginTask.run that throws is a critical line, and ends the VM", async () => {
  const { host, plugin, logs } = await start("throw");
  host.advance(10);
  assert.match(logs().join("\n"), /cannot go on at scripts\.ts:\d+:\d+/);
  assert.equal(plugin.httpStream().request()?.status, 503);
});

test("registerPluginTask makes a plugin that has a task alone", async () => {
  const { host, logs } = await start("its text", "lone");
  assert.deepEqual(logs(), []);
  host.advance(1);
  for (const call of host.httpCalls) call.respond({ body: "answered" });
  assert.deepEqual(logs(), [
    "lone began",
    "lone began",
    "lone answered its text",
    "lone answered its text",
  ]);
});

test("PluginTask.run sleeps on where another plugin of its VM ends", async () => {
  const { host, plugin } = await start("stop");
  host.startPlugin({ rootId: "tasks", configuration: "keep-on" });
  host.advance(1);
  for (const call of host.httpCalls) call.respond();
  host.advance(20);
  plugin.stop();
  host.advance(90);
  assert.deepEqual(
    host.httpCalls.map((call) => call.header(":path")),
    ["/keep-on/1", "/keep-on/1"],
  );
});
