import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm asks the service about each request", async () => {
  const host = await ProxyHost.load(MODULE, { clusters: { auth: {} } });
  const plugin = host.startPlugin({
    rootId: "http_auth",
    configuration: '{"cluster":"auth"}',
  });
  const streams = ["/granted", "/forbidden"].map((path) => {
    const stream = plugin.httpStream();
    stream.request({ path, body: "hello" });
    return stream;
  });
  // The last is answered first.
  for (const call of host.httpCalls.toReversed()) {
    const granted = call.header("x-forwarded-uri") === "/granted";
    call.respond({ status: granted ? 200 : 403 });
  }
  assert.equal(streams[0].upstream?.text, "hello");
  assert.equal(streams[0].response?.status, 200);
  assert.equal(streams[1].upstream, null);
  assert.equal(streams[1].response?.status, 403);
});
