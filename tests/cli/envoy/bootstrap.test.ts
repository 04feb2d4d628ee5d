import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bootstrap, type Bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { extension } from "../../../cli/envoy/extension.ts";
import { httpListener, tcpListener } from "../../../cli/envoy/listener.ts";
import type { Plugin } from "../../../cli/envoy/plugin-config.ts";
import { directResponse, routeTo } from "../../../cli/envoy/route.ts";
import {
  httpWasmFilter,
  wasmBootstrapExtension,
  wasmStatsSink,
} from "../../../cli/envoy/wasm-extension.ts";
import { writeMinimalWasm } from "../../envoy/minimal-wasm.ts";
import { tempFolder } from "../../temp-folder.ts";

type Describe = (plugin: Plugin) => Bootstrap;

async function validate(t: TestContext, describe: Describe) {
  const wasm = join(await tempFolder(t), "minimal.wasm");
  await writeMinimalWasm(wasm);
  return EnvoyProcess.runToExit(bootstrap(describe({ wasm })), {
    args: ["--mode", "validate"],
  });
}

function accepted(name: string, describe: Describe): void {
  test(`${name} is accepted by Envoy`, async (t) => {
    const { code, logs } = await validate(t, describe);
    assert.equal(code, 0, logs.slice(-10).join("\n"));
  });
}

const upstream = cluster({ name: "upstream", port: 1 });

accepted("bootstrap with nothing", () => ({}));

accepted("bootstrap with a node and raw fields", () => ({
  node: { id: "node", cluster: "test", metadata: { a: 1 } },
  fields: { cluster_manager: {} },
}));

accepted("httpListener with a plugin in all its detail", (plugin) => {
  const filter: Plugin = {
    ...plugin,
    name: "plugin",
    rootId: "root",
    vmId: "vm",
    configuration: { a: [1, null, { b: "c" }] },
    vmConfiguration: Uint8Array.of(0, 255),
    failurePolicy: "FAIL_RELOAD",
    reloadBackoff: { baseInterval: "0.1s", maxInterval: "2s" },
    allowOnHeadersStopIteration: false,
    environment: { hostKeys: ["HOME"], keyValues: { STAGE: "test" } },
    allowedCapabilities: ["proxy_on_configure"],
  };
  return { listeners: [httpListener({ filters: [filter] })] };
});

accepted("httpListener with ready-made filters and fields", (plugin) => {
  const buffer = extension(
    "envoy.filters.http.buffer",
    "envoy.extensions.filters.http.buffer.v3.Buffer",
    { max_request_bytes: 1024 },
  );
  const filters = [buffer, httpWasmFilter(plugin)];
  const manager = { server_name: "test" };
  return { listeners: [httpListener({ filters, manager, trailers: true })] };
});

accepted("httpListener with routes", () => ({
  listeners: [
    httpListener({
      routes: [directResponse({ prefix: "/a" }), routeTo("upstream")],
    }),
  ],
  clusters: [upstream],
}));

accepted("httpListener with an access logger", (plugin) => ({
  listeners: [httpListener({ accessLog: [plugin] })],
}));

accepted("tcpListener with a plugin and an access logger", (plugin) => ({
  listeners: [
    tcpListener({
      filters: [plugin],
      accessLog: [plugin],
      cluster: "upstream",
    }),
  ],
  clusters: [upstream],
}));

accepted("cluster of each kind", () => ({
  clusters: [
    upstream,
    cluster({ name: "named", host: "localhost", port: 1 }),
    cluster({ name: "http2", port: 1, http2: true }),
    cluster({ name: "trailers", port: 1, trailers: true }),
  ],
}));

for (const singleton of [true, false]) {
  accepted(`wasmBootstrapExtension with singleton ${singleton}`, (plugin) => ({
    extensions: [wasmBootstrapExtension(plugin, { singleton })],
  }));
}

accepted("wasmStatsSink", (plugin) => ({
  statsSinks: [wasmStatsSink(plugin)],
  statsFlushInterval: "0.1s",
}));

test("bootstrap passes a mistake on to Envoy, which reports it", async (t) => {
  const { code, logs } = await validate(t, () => ({ fields: { nonsense: 1 } }));
  assert.equal(code, 1);
  assert.match(logs.join("\n"), /nonsense/);
});
