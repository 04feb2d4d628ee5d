import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm edits a body that comes in parts", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "body_edit" });
  const stream = plugin.httpStream();
  stream.request({
    headers: { "content-length": "15", "buffer-operation": "prepend" },
    body: ["[original ", "body]"],
  });
  assert.equal(
    stream.upstream?.text,
    "[this is prepended body][original body]",
  );
});
