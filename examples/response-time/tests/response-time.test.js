import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm records the milliseconds to a response's end", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "response_time" });
  const stream = plugin.httpStream();
  stream.request({ upstream: null });
  host.advance(120);
  stream.respond({ body: "hello" });
  plugin.httpStream().request();
  assert.deepEqual(host.metrics.samples("response_time_ms"), [120n, 0n]);
});

test("build/release.wasm records a stream that its client has reset", async () => {
  const host = await ProxyHost.load(MODULE);
  const stream = host.startPlugin({ rootId: "response_time" }).httpStream();
  stream.request({ upstream: null });
  host.advance(7);
  stream.reset();
  assert.deepEqual(host.metrics.samples("response_time_ms"), [7n]);
});
