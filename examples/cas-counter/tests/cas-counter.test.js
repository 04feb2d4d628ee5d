import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm counts the requests of all workers together", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 3 });
  const plugin = host.startPlugin({ rootId: "cas_counter", vmId: "counting" });
  for (let i = 0; i < 30; i++) plugin.httpStream({ worker: i % 3 }).request();
  const values = host.logs.map(({ message }) => message);
  const expected = Array.from(
    { length: 30 },
    (_, i) => `shared value: ${i + 1}`,
  );
  assert.deepEqual(values, expected);
});
