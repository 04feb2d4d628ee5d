import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ProxyHost,
  type PluginOptions,
  type Properties,
} from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";
const LATER = "tests/conformance/filters/refuses-later.ts";

async function load(workers: number, filter = ACTS) {
  return ProxyHost.load(await compile(filter), { workers });
}

function acts(configuration: string, options: PluginOptions = {}) {
  return { rootId: "acts", configuration, ...options };
}

test("ProxyHost.httpStream distributes streams to the workers in turn", async () => {
  const host = await load(2);
  // Each VM numbers its metrics by itself.
  const plugin = host.startPlugin(
    acts("request-headers: define-metric 0 a; args"),
  );
  for (let i = 0; i < 4; i++) host.httpStream([plugin]).request();
  const numbers = host.logs.flatMap(
    ({ text }) => /define-metric 0 a -> 0 (\d+)/.exec(text)?.[1] ?? [],
  );
  assert.deepEqual(numbers, ["4", "4", "8", "8"]);
});

test("Plugin.httpStream uses the given worker, and refuses one that does not exist", async () => {
  const host = await load(2);
  const plugin = host.startPlugin(acts("request-headers: throw"));
  assert.equal(plugin.httpStream({ worker: 1 }).request()?.status, 503);
  assert.match(plugin.failure ?? "", /proxy_on_request_headers/);
  assert.throws(() => plugin.httpStream({ worker: 2 }), RangeError);
  assert.throws(() => plugin.httpStream({ worker: 0.5 }), RangeError);
});

test("ProxyHost.startPlugin bypasses the plugin on a worker where it refuses", async () => {
  const host = await load(2, LATER);
  const plugin = host.startPlugin(acts("3"));
  const served = [0, 1].map((worker) =>
    plugin.httpStream({ worker }).request()?.header("x-served"),
  );
  assert.deepEqual(served, ["1", undefined]);
});

test("ProxyHost.startPlugin with FAIL_RELOAD restarts a plugin on the virtual clock", async () => {
  const host = await load(1);
  const script = "request-headers /bad: throw\nrequest-headers: args";
  const plugin = host.startPlugin(
    acts(script, { failurePolicy: "FAIL_RELOAD", reloadInterval: 500 }),
  );
  const statusOf = (path: string) =>
    plugin.httpStream().request({ path })?.status;
  assert.equal(statusOf("/bad"), 503);
  host.advance(499);
  assert.equal(statusOf("/"), 503);
  host.advance(1);
  assert.equal(statusOf("/"), 200);
  assert.equal(plugin.failure, null);
});

test("ProxyHost.startPlugin refuses a reload interval at which Envoy 1.40 crashes", async () => {
  const host = await load(1);
  assert.throws(() => host.startPlugin(acts("a", { reloadInterval: 1 })), {
    code: "UNDEFINED_IN_ENVOY",
  });
});

test("HostOptions.onLog is called with each line as it comes", async () => {
  const said: string[] = [];
  const host = await ProxyHost.load(await compile(ACTS), {
    onLog: ({ vm, level, message }) => said.push(`${vm} ${level} ${message}`),
  });
  const plugin = host.startPlugin(acts("configure: args"));
  const lines = host.logs.map(
    ({ vm, level, message }) => `${vm} ${level} ${message}`,
  );
  assert.deepEqual(said, lines);
  const vms = said
    .filter((line) => line.includes("vm start"))
    .map((line) => line.split(" ")[0]);
  assert.deepEqual(vms, ["canary", "main", "worker"]);
  assert.equal(plugin.failure, null);
});

/** Reads properties in both directions, and returns what was logged about each. */
async function readProperties(
  paths: string[],
  properties: Properties,
  asked: string[] = [],
) {
  const host = await ProxyHost.load(await compile(ACTS), {
    onUnknownProperty: (path) => asked.push(path.join(".")),
  });
  const script = paths.map((path) => `property ${path}`).join("; ");
  const plugin = host.startPlugin(
    acts(`request-headers: ${script}\nlog: ${script}`),
  );
  plugin.httpStream({ properties }).request();
  return host.logs.flatMap(({ message }) =>
    message.includes("property") ? [message] : [],
  );
}

test("HostOptions.onUnknownProperty is called for what nobody knows, which the filter then does not find", async () => {
  const asked: string[] = [];
  await readProperties(
    ["source/address", "xds", "request", "plugin_name", "nothing/of/it"],
    {},
    asked,
  );
  const once = ["source.address", "xds", "request"];
  assert.deepEqual(asked, [...once, ...once]);
});

test("StreamOptions.properties are read by the stream's callbacks and its log", async () => {
  const lines = await readProperties(["source/address", "source/port"], {
    source: { address: "192.0.2.1:7", port: 7 },
  });
  assert.equal(lines.length, 4);
  for (const line of lines) assert.match(line, /-> 0 /);
  assert.match(lines[0], /192\.0\.2\.1:7/);
});
