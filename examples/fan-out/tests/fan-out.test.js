import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm counts the calls of each stream by itself", async () => {
  const host = await ProxyHost.load(MODULE, { clusters: { httpbin: {} } });
  const plugin = host.startPlugin({
    rootId: "fan_out",
    configuration: '{"cluster":"httpbin"}',
  });
  const streams = [plugin.httpStream(), plugin.httpStream()];
  for (const stream of streams) stream.request();
  const calls = host.httpCalls;
  assert.equal(calls.length, 20);
  for (const call of calls.slice(0, 19)) call.respond();
  assert.equal(streams[0].response?.header("total-dispatched"), "10");
  assert.equal(streams[1].response, null);
  calls[19].respond({ status: 500 });
  assert.equal(streams[1].response?.header("total-dispatched"), "10");
});
