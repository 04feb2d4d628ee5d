import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm hands the token to all workers", async () => {
  const host = await ProxyHost.load(MODULE, {
    clusters: { tokens: {} },
    workers: 2,
  });
  host.startPlugin({
    rootId: "fetch_cache_service",
    vmId: "cache",
    configuration: '{"cluster":"tokens"}',
  });
  const plugin = host.startPlugin({ rootId: "fetch_cache", vmId: "cache" });
  const headers = { "x-auth": "melon" };
  const ask = (worker) =>
    plugin.httpStream({ worker }).request({ headers })?.status;
  assert.deepEqual([0, 1].map(ask), [401, 401]);
  host.advance(1000);
  for (const call of host.httpCalls) call.respond({ body: "melon" });
  assert.deepEqual([0, 1].map(ask), [200, 200]);
});

test("build/release.wasm fetches in one of several VMs that have the service", async () => {
  const host = await ProxyHost.load(MODULE, { clusters: { tokens: {} } });
  const start = (vmConfiguration) =>
    host.startPlugin({
      rootId: "fetch_cache_service",
      vmId: "cache",
      vmConfiguration,
      configuration: '{"cluster":"tokens"}',
    });
  for (const vm of ["1", "2", "3"]) start(vm);
  for (let i = 0; i < 10; i++) {
    host.advance(1000);
    assert.equal(host.httpCalls.length, 1);
    host.httpCalls[0].respond({ body: "melon" });
  }
});
