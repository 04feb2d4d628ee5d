import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm sends a copy that outlives its request", async () => {
  const host = await ProxyHost.load(MODULE, { clusters: { shadow: {} } });
  const plugin = host.startPlugin({
    rootId: "request_mirror",
    configuration: JSON.stringify({ cluster: "shadow" }),
  });
  const stream = plugin.httpStream();
  stream.request({ method: "POST", path: "/a", body: ["me", "lon"] });
  assert.equal(stream.response?.status, 200);
  assert.equal(stream.upstream?.text, "melon");
  const [call] = host.httpCalls;
  assert.equal(call.body.toString(), "melon");
  assert.equal(call.header(":path"), "/a");
  call.fail();
  assert.match(host.logs.at(-1)?.message, /^a copy failed: /);
});
