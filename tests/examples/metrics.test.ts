import assert from "node:assert/strict";
import { test } from "node:test";
import { readMetricTags } from "../../cli/compile/metric-tags.ts";
import { extension } from "../../cli/envoy/extension.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { statsConfig } from "../../cli/manifests/stats-tags.ts";
import {
  exampleListener,
  examplePlugin,
  startExamples,
} from "./start-examples.ts";

/** Holds each request for 20 milliseconds. */
const delay = extension(
  "fault",
  "envoy.extensions.filters.http.fault.v3.HTTPFault",
  { delay: { fixed_delay: "0.02s", percentage: { numerator: 100 } } },
);

const envoy = await startExamples({
  listeners: [
    await exampleListener("metrics", {
      plugin: { configuration: { values: ["foo", "bar"] } },
    }),
    await exampleListener("rate-limit", {
      plugin: { configuration: { rate: 1, burst: 3 } },
    }),
    httpListener({
      name: "response-time",
      filters: [await examplePlugin("response-time"), delay],
    }),
  ],
  statsFlushInterval: "0.05s",
  fields: statsConfig(
    await readMetricTags("examples/metrics/build/release.wasm"),
  ),
});

test("examples/metrics counts by value, in Prometheus format", async () => {
  const port = envoy.port("metrics");
  for (const value of ["foo", "bar", "foo", "unknown", "foo", "strange"]) {
    const headers = { "my-custom-header": value };
    assert.equal((await request({ port, headers })).status, 200);
  }
  const stats = await envoy.admin("/stats/prometheus");
  const lines = stats.split("\n").filter((line) => line.includes("custom_h"));
  assert.deepEqual(lines.toSorted(), [
    "# TYPE custom_header_value_counts counter",
    'custom_header_value_counts{reporter="proxywasmas",value="bar"} 1',
    'custom_header_value_counts{reporter="proxywasmas",value="foo"} 3',
    'custom_header_value_counts{reporter="proxywasmas",value="other"} 2',
  ]);
});

test("examples/rate-limit passes a burst, then what the rate allows", async () => {
  const port = envoy.port("rate-limit");
  const next = () => request({ port });
  for (let i = 0; i < 3; i++) assert.equal((await next()).status, 200);
  let response = await next();
  while (response.status === 200) response = await next();
  assert.equal(response.status, 429);
  assert.equal(response.header("retry-after"), "1");
  assert.equal(response.text, "local_rate_limited");
  while (response.status === 429) response = await next();
  assert.equal(response.status, 200);
});

test("examples/response-time fills a histogram", async () => {
  const port = envoy.port("response-time");
  for (let i = 0; i < 2; i++) await request({ port });
  let stats = "";
  // A histogram shows its values at the next flush, which nothing announces.
  while (!stats.includes("response_time_ms_count{} 2")) {
    stats = await envoy.admin("/stats/prometheus");
  }
  assert.match(stats, /^response_time_ms_bucket\{le="5"\} 0$/m);
  assert.match(stats, /^response_time_ms_bucket\{le="1000"\} 2$/m);
});
