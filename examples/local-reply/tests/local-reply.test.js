import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm answers in place of the server", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "local_reply" });
  const stream = plugin.httpStream();
  const response = stream.request({ path: "/coffee" });
  assert.equal(response?.status, 418);
  assert.equal(response?.text, "I'm a teapot.\n");
  assert.equal(stream.upstream, null);
});
