import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm has one bucket for all workers", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 3 });
  const plugin = host.startPlugin({
    rootId: "rate_limit_shared",
    vmId: "limited",
    configuration: '{"rate":10,"burst":4}',
  });
  const ask = (worker) => plugin.httpStream({ worker }).request()?.status;
  assert.deepEqual([0, 1, 2, 0, 1, 2].map(ask), [200, 200, 200, 200, 429, 429]);
  host.advance(100);
  assert.deepEqual([2, 1].map(ask), [200, 429]);
});
