import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { statsTags } from "../../cli/manifests/stats-tags.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/metrics.ts";

test("Counter in module scope loads, and is defined when it is first used", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  assert.equal((await envoy.stats("wasmcustom")).size, 0);
  assert.equal(
    (await get(envoy, "/many/10000")).header("x-requests"),
    "[10001]",
  );
});

test("Counter.increment adds, Counter.value reads, and Envoy refuses 0 or less", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy, "/counter");
  assert.equal(response.header("x-at-first"), "[0]");
  assert.equal(response.header("x-zero"), "[2]");
  assert.equal(response.header("x-negative"), "[2]");
  assert.equal(response.header("x-one"), "[0]");
  assert.equal(response.header("x-same"), "[0]");
  assert.equal(response.header("x-value"), "[5]");
  assert.equal(response.header("x-name"), "[two]");
  assert.equal(response.header("x-gauge-of-the-name"), "[0]");
  const stats = await envoy.admin("/stats?filter=wasmcustom&type=Counters");
  assert.match(stats, /^wasmcustom\.two: 5$/m);
});

test("Gauge.set, Gauge.increment and Gauge.decrement move what Gauge.value reads", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy, "/gauge");
  assert.equal(response.header("x-set"), "[0]");
  assert.equal(response.header("x-set-value"), "[10]");
  assert.equal(response.header("x-up"), "[16]");
  assert.equal(response.header("x-down"), "[10]");
  assert.equal(response.header("x-decrement"), "[0]");
  assert.equal(response.header("x-below"), "[-2]");
  assert.equal(response.header("x-max-value"), "[9223372036854775807]");
  const stats = await envoy.admin("/stats?filter=wasmcustom");
  assert.match(stats, /^wasmcustom\.open: 10$/m);
  assert.match(stats, /^wasmcustom\.below: 18446744073709551614$/m);
});

test("Histogram.record shows in Envoy's statistics", async (t) => {
  const config = bootstrap({
    listeners: [httpListener({ filters: [{ wasm: await compile(SOURCE) }] })],
    statsFlushInterval: "0.05s",
  });
  const envoy = await EnvoyProcess.start(config);
  t.after(() => envoy.stop());
  const response = await get(envoy, "/histogram");
  assert.equal(response.header("x-record"), "[0]");
  assert.equal(response.header("x-record-0"), "[0]");
  let stats = "";
  // A histogram shows its values at the next flush, which nothing announces.
  for (let i = 0; i < 200 && !stats.includes("sizes_count{} 2"); i++) {
    stats = await envoy.admin("/stats/prometheus");
  }
  assert.match(stats, /^sizes_bucket\{le="500"\} 1$/m);
  assert.match(stats, /^sizes_count\{\} 2$/m);
});

test("Counter.name becomes a Prometheus name without a prefix, with tags from stats_tags", async (t) => {
  const config = bootstrap({
    listeners: [httpListener({ filters: [{ wasm: await compile(SOURCE) }] })],
    fields: {
      stats_config: {
        stats_tags: [{ tag_name: "tenant", regex: "(_tenant=(\\w+))" }],
      },
    },
  });
  const envoy = await EnvoyProcess.start(config);
  t.after(() => envoy.stop());
  await get(envoy, "/tags");
  const stats = await envoy.admin("/stats/prometheus");
  assert.match(stats, /^# TYPE calls counter$/m);
  assert.match(stats, /^calls\{tenant="blue"\} 3$/m);
  assert.match(stats, /^calls\{tenant="red"\} 4$/m);
  assert.match(stats, /^odd_name__\{\} 1$/m);
});

test("CounterFamily.labels become labels in Prometheus' format by what manifest prints, whatever they say", async (t) => {
  const config = bootstrap({
    listeners: [httpListener({ filters: [{ wasm: await compile(SOURCE) }] })],
    statsFlushInterval: "0.05s",
    fields: {
      stats_config: {
        stats_tags: [
          ...statsTags(["route", "subroute"]),
          // As Istio's bootstrap has them for its annotation extraStatTags.
          { tag_name: "status", regex: "(status=\\.=(.*?);\\.;)" },
        ],
      },
    },
  });
  const envoy = await EnvoyProcess.start(config);
  t.after(() => envoy.stop());
  await get(envoy, "/families");
  let stats = "";
  // A histogram shows its values at the next flush, which nothing announces.
  while (!stats.includes('took_count{route="/a"} 1')) {
    stats = await envoy.admin("/stats/prometheus");
  }
  const lines = stats.split("\n").filter((line) => line.startsWith("calls"));
  const shown = [
    ["", 8],
    ["%253B", 5],
    ["%3B%2E", 1],
    [".%2E", 2],
    [".a.b..c%2E", 3],
    [String.raw`\"\\%0A`, 6],
    ["a%3B.%3Bstatus%3D.%3D500%3B.%3B", 0],
    ["a::b:/c", 4],
    ["né 😀", 7],
  ] as const;
  assert.deepEqual(
    lines.toSorted(),
    shown.map(
      ([route, i]) =>
        `calls{route="${route}",subroute="${i}",status="200"} ${i + 1}`,
    ),
  );
});
