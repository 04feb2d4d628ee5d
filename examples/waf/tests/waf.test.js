import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm refuses a body wherever it is cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "waf" });
  const text = "a = 1; drop table users";
  for (let cut = 1; cut < text.length; cut++) {
    const stream = plugin.httpStream();
    stream.request({
      method: "POST",
      body: [text.slice(0, cut), text.slice(cut)],
    });
    assert.equal(stream.response?.status, 403, `cut at ${cut}`);
  }
});
