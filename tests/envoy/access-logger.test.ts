import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { get } from "./start-envoy.ts";

test("Context.onLog of an access logger reads RootContext.request and RootContext.response", async (t) => {
  const wasm = await compile("tests/envoy/filters/plugin-services.ts");
  const listener = httpListener({
    accessLog: [{ wasm, rootId: "logger" }],
    filters: [{ wasm, rootId: "environment" }],
  });
  const envoy = await EnvoyProcess.start(bootstrap({ listeners: [listener] }), {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  await get(envoy, "/path", [["x-in", "in"]]);
  const line = await envoy.waitForLog("access ");
  // Header changes return BadArgument.
  assert.match(line, /access \/path in 200 out 2 2$/);
});
