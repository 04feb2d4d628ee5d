import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm finds a pattern wherever the body is cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "body_search" });
  const body = "a pattern b";
  for (let cut = 1; cut < body.length; cut++) {
    const stream = plugin.httpStream();
    const parts = [body.slice(0, cut), body.slice(cut)];
    assert.equal(stream.request({ body: parts })?.status, 403, `cut at ${cut}`);
  }
});
