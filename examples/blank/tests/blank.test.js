import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm lets an exchange pass as it is", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "blank" });
  const stream = plugin.httpStream();
  const response = stream.request({
    body: "question",
    upstream: { status: 404, headers: { "x-b": "2" }, body: "answer" },
  });
  assert.equal(stream.upstream?.text, "question");
  assert.equal(response?.status, 404);
  assert.equal(response?.header("x-b"), "2");
  assert.equal(response?.text, "answer");
});
