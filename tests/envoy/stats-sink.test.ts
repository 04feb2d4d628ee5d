import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { wasmStatsSink } from "../../cli/envoy/wasm-extension.ts";
import { compile } from "../compile.ts";
import { get } from "./start-envoy.ts";

const NAME = "http.main.downstream_rq_total";

async function start(t: TestContext, fields?: EnvoyObject) {
  const wasm = await compile("tests/envoy/filters/plugin-services.ts");
  const sink = { wasm, rootId: "sink", configuration: NAME };
  const config = bootstrap({
    listeners: [httpListener()],
    statsSinks: [wasmStatsSink(sink)],
    statsFlushInterval: "0.1s",
    fields,
  });
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  return envoy;
}

test("RootContext.onStatsUpdate reads StatsUpdate.counters, CounterEntries.delta and StatEntries.value", async (t) => {
  const envoy = await start(t);
  await get(envoy);
  await get(envoy);
  await envoy.waitForLog(new RegExp(`${NAME} is 2 \\+[12]$`));
  const from = envoy.logs.length;
  await envoy.waitForLog(`${NAME} is 2 +0`, { from });
  await get(envoy);
  await envoy.waitForLog(`${NAME} is 3 +1`);
});

test("StatsUpdate.gauges and StatEntries.name read the gauges ever used, whatever size Envoy reports", async (t) => {
  const envoy = await start(t);
  await get(envoy);
  await envoy.waitForLog("live is 1");
  const line = await envoy.waitForLog(/update \d+: /);
  const [counters, gauges, odd] = line.split(/[: ]+/).slice(-3);
  assert.ok(Number(counters) > 10, line);
  assert.ok(Number(gauges) > 20, line);
  assert.equal(odd, "0", line);
});

test("StatsUpdate.gauges reads the few that Envoy is configured to keep", async (t) => {
  const exact = [NAME, "server.live", "server.state"].map((exact) => ({
    exact,
  }));
  const envoy = await start(t, {
    stats_config: {
      stats_matcher: { inclusion_list: { patterns: exact } },
    },
  });
  await get(envoy);
  await envoy.waitForLog(`${NAME} is 1`);
  const from = envoy.logs.length;
  const line = await envoy.waitForLog(/update \d+: /, { from });
  assert.match(line, /: 1 2 0$/);
});
