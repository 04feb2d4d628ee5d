import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm has a bucket in each worker", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 2 });
  const plugin = host.startPlugin({
    rootId: "rate_limit",
    configuration: '{"rate":10,"burst":2}',
  });
  const ask = (worker) => plugin.httpStream({ worker }).request()?.status;
  assert.deepEqual([ask(0), ask(0), ask(0)], [200, 200, 429]);
  assert.deepEqual([ask(1), ask(1), ask(1)], [200, 200, 429]);
  host.advance(100);
  assert.deepEqual([ask(0), ask(0)], [200, 429]);
});
