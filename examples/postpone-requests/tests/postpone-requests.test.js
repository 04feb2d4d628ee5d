import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm resumes a worker's requests when that worker ticks", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 2 });
  const plugin = host.startPlugin({ rootId: "postpone_requests" });
  const streams = [0, 1].map((worker) => plugin.httpStream({ worker }));
  for (const stream of streams) stream.request();
  host.advance(999);
  assert.deepEqual(
    streams.map(({ upstream }) => upstream),
    [null, null],
  );
  host.advance(1);
  assert.deepEqual(
    streams.map(({ response }) => response?.status),
    [200, 200],
  );
});
