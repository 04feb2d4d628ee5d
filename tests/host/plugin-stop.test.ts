import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";
const ENDS = "plugin-done: args\nplugin-delete: args\nrequest-headers: args";

async function start(configuration: string) {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const ends = () =>
    host.logs.flatMap(
      ({ vm, message }) =>
        /^plugin-(\w+)/.exec(message)?.slice(1).concat(vm).join(" ") ?? [],
    );
  return { host, plugin, ends };
}

test("Plugin.stop ends the plugin on each thread after its last stream", async () => {
  const { plugin, ends } = await start(ENDS);
  const stream = plugin.httpStream();
  const connection = plugin.tcpConnection();
  plugin.stop();
  assert.deepEqual(ends(), ["done main", "delete main"]);
  assert.equal(stream.request()?.status, 200);
  assert.equal(ends().length, 2);
  connection.exchange();
  assert.deepEqual(ends().slice(2), ["done worker", "delete worker"]);
  plugin.stop();
  assert.equal(ends().length, 4);
});

test("Plugin.stop lets later streams bypass the plugin", async () => {
  const { host, plugin } = await start(ENDS);
  plugin.stop();
  assert.equal(plugin.httpStream().request()?.status, 200);
  const called = host.logs.some(({ message }) => /^request/.test(message));
  assert.equal(called, false);
});

test("ProxyHost.stop ends plugins of all kinds", async () => {
  const { host, ends } = await start(ENDS);
  const service = { rootId: "acts", configuration: ENDS };
  host.startService({ ...service, vmId: "a", singleton: true });
  host.startAccessLogger({ ...service, vmId: "b" });
  host.startStatsSink({ ...service, vmId: "c" });
  host.stop();
  const done = ends().filter((end) => end.startsWith("done"));
  const main = ["done main", "done main", "done main", "done main"];
  assert.deepEqual(done.toSorted(), [...main, "done worker", "done worker"]);
  assert.equal(ends().length, 12);
  host.stop();
  assert.equal(ends().length, 12);
});
