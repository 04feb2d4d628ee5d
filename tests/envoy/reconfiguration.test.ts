import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { any } from "../../cli/envoy/extension.ts";
import { ListenerFile } from "../../cli/envoy/listener-file.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { httpWasmFilter } from "../../cli/envoy/wasm-extension.ts";
import { compile } from "../compile.ts";
import { tempFolder } from "../temp-folder.ts";
import { get } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";
import { waitForLines } from "./wait-for-lines.ts";

const wasm = await compile("tests/envoy/filters/plugin-lifecycle.ts");
const WASM_FILTER = "envoy.extensions.filters.http.wasm.v3.Wasm";

function listenersWith(configuration: string, own = {}) {
  const filters = [
    { wasm, rootId: "lifecycle", name: "p", configuration, ...own },
  ];
  return [httpListener({ filters, routes: [routeTo("upstream")] })];
}

/** Starts an Envoy whose plugin has a configuration that can be replaced. */
async function start(
  t: TestContext,
  configuration: string,
  upstream: Upstream,
  own = {},
) {
  const folder = await tempFolder(t);
  const listeners = listenersWith(configuration, own);
  const file = await ListenerFile.write(folder, listeners);
  const config = bootstrap({
    node: { id: "any", cluster: "any" },
    clusters: [cluster({ name: "upstream", port: upstream.port })],
    fields: file.fields,
  });
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
    args: ["--drain-time-s", "1"],
  });
  t.after(() => envoy.stop());
  return { envoy, file };
}

/** Returns the first answer of a plugin with this configuration. */
async function answerOf(envoy: EnvoyProcess, configuration: string) {
  for (;;) {
    const answer = (await get(envoy)).header("x-plugin");
    if (answer?.startsWith(configuration)) return answer;
  }
}

test("RootContext.onConfigure for an update gets a new context, and open streams keep theirs", async (t) => {
  const held = new EventEmitter();
  const upstream = await Upstream.start(({ path }, response) => {
    if (path === "/hold") held.emit("request", response);
    else response.end();
  });
  t.after(() => upstream.stop());
  const { envoy, file } = await start(t, "before", upstream);
  assert.equal(await answerOf(envoy, "before"), "before 1");
  const reached = once(held, "request") as Promise<[ServerResponse]>;
  const open = get(envoy, "/hold");
  const [response] = await reached;
  await file.replace(listenersWith("after"));
  assert.equal(await answerOf(envoy, "after"), "after 1");
  assert.equal(envoy.logLines(/before: done$/).length, 0);
  response.end();
  assert.match((await open).header("x-plugin") ?? "", /^before \d+$/);
  // In the main thread and in the worker.
  await waitForLines(envoy, "before: delete", 2);
  assert.equal(await answerOf(envoy, "after"), "after 2");
});

test("RootContext.onConfigure keeps the previous configuration if it returns false", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const { envoy, file } = await start(t, "before", upstream);
  assert.equal(await answerOf(envoy, "before"), "before 1");
  await file.replace(listenersWith("reject"));
  await envoy.waitForLog("update rejected");
  assert.equal(await answerOf(envoy, "before"), "before 2");
  const stats = await envoy.stats("listener_manager.lds.update_rejected");
  assert.deepEqual([...stats.values()], [1]);
  assert.equal(envoy.logLines(/before: done$/).length, 0);
});

test("RootContext.done ends a plugin whose onDone deferred the end", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const { envoy, file } = await start(t, "defer", upstream);
  await file.replace(listenersWith("after"));
  // In the main thread and in the worker.
  await waitForLines(envoy, "defer: delete", 2);
  const ends = envoy.logLines(/defer: (done|done is 0|delete)$/);
  assert.deepEqual(ends.map((line) => line.split(": ")[2]).toSorted(), [
    ...["delete", "delete", "done", "done", "done is 0", "done is 0"],
  ]);
  assert.match(ends[0], /: done$/);
  assert.match(ends[5], /: delete$/);
});

test("Context.onDone cannot defer the end of a VM without other plugins", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const { envoy, file } = await start(t, "defer", upstream);
  await file.replace([]);
  await waitForLines(envoy, /defer: done$/, 2);
  await envoy.stop();
  assert.equal(envoy.logLines("defer: delete").length, 0);
});

test("PluginContext.predecessor is the plugin of the worker before an update", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const own = {
    wasm: await compile("tests/envoy/filters/predecessor.ts"),
    rootId: "keeps",
  };
  const settings = (label: string, limit: number) =>
    JSON.stringify({ label, limit });
  const { envoy, file } = await start(t, settings("a", 1), upstream, own);
  const update = (label: string, limit: number) =>
    file.replace(listenersWith(settings(label, limit), own));
  assert.equal(await answerOf(envoy, "a"), "a 1");
  await update("b", 1);
  // Requests until the update arrives are counted, too.
  const [, before] = ((await answerOf(envoy, "b")) ?? "").split(" ");
  assert.ok(Number(before) > 1, before);
  assert.equal(await answerOf(envoy, "b"), `b ${Number(before) + 1}`);
  await update("c", 2);
  assert.equal(await answerOf(envoy, "c"), "c 1");
});

test("PluginContext.predecessor is there after an update of the filter alone, by ECDS", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const path = join(await tempFolder(t), "filter.json");
  const wasm = await compile("tests/envoy/filters/predecessor.ts");
  let version = 0;
  const update = async (label: string, limit: number) => {
    const configuration = JSON.stringify({ label, limit });
    const plugin = { wasm, rootId: "keeps", name: "p", configuration };
    const resource = any("envoy.config.core.v3.TypedExtensionConfig", {
      name: "p",
      typed_config: httpWasmFilter(plugin).typed_config,
    });
    const answer = { version_info: String(++version), resources: [resource] };
    await writeFile(`${path}.next`, JSON.stringify(answer));
    await rename(`${path}.next`, path);
  };
  await update("a", 1);
  const discovered = {
    name: "p",
    config_discovery: {
      config_source: {
        resource_api_version: "V3",
        path_config_source: { path },
      },
      type_urls: [`type.googleapis.com/${WASM_FILTER}`],
    },
  };
  const envoy = await EnvoyProcess.start(
    bootstrap({
      node: { id: "any", cluster: "any" },
      clusters: [cluster({ name: "upstream", port: upstream.port })],
      listeners: [
        httpListener({ filters: [discovered], routes: [routeTo("upstream")] }),
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  assert.equal(await answerOf(envoy, "a"), "a 1");
  await update("b", 1);
  // Requests until the update arrives are counted, too.
  const [, before] = ((await answerOf(envoy, "b")) ?? "").split(" ");
  assert.ok(Number(before) > 1, before);
  await update("reject", 1);
  await envoy.waitForLog(/reject/);
  assert.equal(await answerOf(envoy, "b"), `b ${Number(before) + 1}`);
  await update("c", 2);
  assert.equal(await answerOf(envoy, "c"), "c 1");
});
