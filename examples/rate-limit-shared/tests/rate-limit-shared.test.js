import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm has one window for all workers", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 3 });
  const plugin = host.startPlugin({
    rootId: "rate_limit_shared",
    vmId: "limited",
    configuration: '{"minute":4}',
    properties: { source: { address: "192.0.2.1:4711" } },
  });
  const ask = (worker) => plugin.httpStream({ worker }).request()?.status;
  assert.deepEqual([0, 1, 2, 0, 1, 2].map(ask), [200, 200, 200, 200, 429, 429]);
  host.advance(60_000);
  assert.deepEqual([2, 1].map(ask), [200, 200]);
});
