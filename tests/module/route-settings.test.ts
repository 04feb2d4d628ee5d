import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const module = await readFile(await compile("tests/module/filters/routed.ts"));
const configuration = '{"name":"a","level":2,"nested":{"one":5},"list":[1,2]}';

/** What the filter makes of a route's metadata, for two requests, and what it logs. */
async function routed(test: Record<string, string>) {
  const host = await ProxyHost.load(module);
  const plugin = host.startPlugin({
    rootId: "routed",
    configuration,
    properties: { xds: { route_metadata: { filter_metadata: { test } } } },
  });
  const settings = [1, 2].map(() =>
    plugin.httpStream().request({})?.header("x-settings"),
  );
  return { settings, logs: host.logs.map(({ message }) => message) };
}

test("PluginContext.routeSettings has the route's keys over the plugin's, nested ones too", async () => {
  const text = '{"level":3,"nested":{"two":6},"list":[3]}';
  const { settings, logs } = await routed({ settings: text });
  assert.deepEqual(settings, ["a 3 5 6 3", "a 3 5 6 3"]);
  assert.deepEqual(logs, []);
});

test("PluginContext.routeSettings has the plugin's where the route says nothing", async () => {
  const { settings } = await routed({});
  assert.deepEqual(settings, ["a 2 5 2 1/2", "a 2 5 2 1/2"]);
});

test("PluginContext.routeSettings has the plugin's where the route's are refused, and says so once", async () => {
  const { settings, logs } = await routed({ settings: '{"level":0}' });
  assert.deepEqual(settings, ["a 2 5 2 1/2", "a 2 5 2 1/2"]);
  assert.deepEqual(logs, [
    "Cannot use the settings of a route:\n$.level: found 0, wanted a whole number from 1 to 9",
  ]);
});
