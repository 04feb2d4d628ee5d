import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost, type HostOptions } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

async function load(options: HostOptions = {}) {
  return ProxyHost.load(await compile(ACTS), options);
}

function acts(configuration: string) {
  return { rootId: "acts", vmId: "service", configuration };
}

/** What plugins have logged, without the proxy's prefix. */
function said(host: ProxyHost, phase: string): string[] {
  return host.logs
    .map(({ message }) => message)
    .filter((message) => message.startsWith(phase));
}

test("ProxyHost.startAccessLogger calls only onLog of the plugin, for each stream and connection", async () => {
  const host = await load();
  const logger = host.startAccessLogger(
    acts("request-headers: args\naccess-log: get-map 0 :path\nlog: args"),
  );
  const plugin = host.startPlugin({ rootId: "acts", vmId: "filter" });
  plugin.httpStream().request({ path: "/a" });
  host.httpStream([plugin]).request({ path: "/b" });
  plugin.tcpConnection().exchange();
  const lines = host.logs.map(({ message }) => message);
  assert.deepEqual(
    lines.filter((line) => !/^(vm start|deleted)$/.test(line)),
    [
      "access-log get-map 0 :path -> 0 /a",
      "access-log get-map 0 :path -> 0 /b",
      "access-log get-map 0 :path -> 1 untouched",
    ],
  );
  logger.stop();
  plugin.httpStream().request({ path: "/c" });
  assert.equal(said(host, "access-log").length, 3);
});

test("ProxyHost.startAccessLogger logs a stream without headers, which filters never see", async () => {
  const host = await load();
  host.startAccessLogger(acts("access-log: get-map 0 :path"));
  const plugin = host.startPlugin(acts("log: args"));
  plugin.httpStream().reset();
  assert.deepEqual(said(host, "access-log"), [
    "access-log get-map 0 :path -> 1 untouched",
  ]);
  assert.deepEqual(said(host, "log"), []);
});

test("ProxyHost.startService ticks on each thread, and a singleton on the main thread only", async () => {
  for (const [singleton, vms] of [
    [false, ["main", "worker", "worker"]],
    [true, ["main"]],
  ] as const) {
    const host = await load({ workers: 2 });
    const script = "configure: tick 10\ntick: tick 0; args";
    host.startService({ ...acts(script), singleton });
    host.advance(10);
    const ticks = host.logs.filter(({ message }) => message === "tick args ");
    assert.deepEqual(ticks.map(({ vm }) => vm).toSorted(), vms);
  }
});

test("Service.failure is the trap of a singleton, and ProxyHost.startService refuses like startPlugin", async () => {
  const host = await load();
  const script = "configure: tick 10\ntick: throw";
  const service = host.startService({ ...acts(script), singleton: true });
  assert.equal(service.failure, null);
  host.advance(10);
  assert.match(service.failure ?? "", /proxy_on_tick/);
  assert.throws(() => host.startService(acts("configure: return 0")), {
    code: "PLUGIN_REJECTED",
  });
});

test("ProxyHost.flushStats includes the increase of counters since the last time", async () => {
  const host = await load();
  const name = "flushed";
  host.startStatsSink(acts(`stat: ${name}\nstats-update: args`));
  const stat = `wasmcustom.${name}`;
  host.flushStats({ counters: { "a.b": 1, [stat]: 3 }, gauges: { [stat]: 7 } });
  host.flushStats({ gauges: { "a.longer.name": 2n } });
  host.flushStats({ counters: { [stat]: 2 ** 40 } });
  assert.deepEqual(said(host, "stats-update"), [
    "stats-update args counter 3 +3 gauge 7 ",
    "stats-update args ",
    `stats-update args counter ${2 ** 40} +${2 ** 40 - 3} `,
  ]);
});
