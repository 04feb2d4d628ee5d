import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, refusalOf, startEnvoy } from "./start-envoy.ts";

const wasm = await compile("tests/envoy/filters/restricted.ts");
const CALLBACKS = [
  "proxy_on_context_create",
  "proxy_on_configure",
  "proxy_on_request_headers",
];

test("Status.InternalFailure is the answer to every restricted call, and nothing traps", async (t) => {
  const allowedCapabilities = [...CALLBACKS, "proxy_log"];
  const envoy = await startEnvoy(t, [{ wasm, allowedCapabilities }]);
  assert.equal((await get(envoy)).status, 200);
  await envoy.waitForLog("continue: ");
  const log = envoy.logs.join("\n");
  for (const line of [
    "tick period: 10",
    "path: null",
    "set: 10",
    "size: 0",
    "level: 0",
    "time: 0",
    "date: 0",
    "env: 0",
    "bytes: null",
    "random: true",
    "continue: 10",
  ]) {
    assert.match(log, new RegExp(`: ${line}$`, "m"));
  }
  // Envoy has no capability for its own function.
  assert.match(log, /: resolve: 0$/m);
});

test("log is silent if proxy_log is restricted, and nothing traps", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm, allowedCapabilities: CALLBACKS }]);
  assert.equal((await get(envoy)).status, 200);
  assert.equal(envoy.logLines("wasm log").length, 0);
});

test("HttpContext.onResponseHeaders and RootContext.onTick are never called if they are restricted", async (t) => {
  const tick = "proxy_set_tick_period_milliseconds";
  const allowedCapabilities = [...CALLBACKS, "proxy_log", tick];
  const envoy = await startEnvoy(t, [{ wasm, allowedCapabilities }]);
  const response = await get(envoy);
  assert.equal(response.header("x-response"), undefined);
  await envoy.waitForLog("tick period: 0");
  const allowed = [...allowedCapabilities, "proxy_on_tick"];
  const other = await startEnvoy(t, [{ wasm, allowedCapabilities: allowed }]);
  await other.waitForLog(/: tick$/);
  assert.equal(envoy.logLines(/: tick$/).length, 0);
});

test("crypto.getRandomValues throws if random_get is restricted", async (t) => {
  const header = "proxy_get_header_map_value";
  const allowedCapabilities = [...CALLBACKS, "proxy_log", header];
  const envoy = await startEnvoy(t, [{ wasm, allowedCapabilities }]);
  assert.equal((await get(envoy, "/crypto")).status, 503);
  await envoy.waitForLog("Cannot get random bytes: the proxy refused");
});

test("RootContext.onConfigure counts as false if proxy_on_context_create is restricted", async () => {
  const allowedCapabilities = ["proxy_on_configure", "proxy_log"];
  const logs = await refusalOf({ wasm, allowedCapabilities });
  assert.match(logs, /Failed to configure base Wasm plugin/);
});
