import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm replaces texts wherever the body is cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "body_rewrite",
    configuration: JSON.stringify({ replace: { internal: "public" } }),
  });
  const headers = { "content-type": "text/plain" };
  const text = "an internal host, inter";
  for (let cut = 1; cut < text.length; cut++) {
    const stream = plugin.httpStream();
    const body = [text.slice(0, cut), text.slice(cut)];
    const response = stream.request({ upstream: { headers, body } });
    assert.equal(response?.text, "an public host, inter", `cut at ${cut}`);
  }
});
