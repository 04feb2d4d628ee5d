import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm masks card numbers in a response", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "body_redact" });
  const response = plugin.httpStream().request({
    upstream: {
      headers: { "content-length": "19" },
      body: ["4111 1111 ", "1111 1111"],
    },
  });
  assert.equal(response?.text, "**** **** **** 1111");
  assert.equal(response?.header("content-length"), undefined);
});
