import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm sets cache-control by content type and path", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "cache_control",
    configuration: JSON.stringify({ privatePaths: ["/account/"] }),
  });
  const ruleOf = (path) =>
    plugin
      .httpStream()
      .request({ path, upstream: { headers: { "content-type": "text/css" } } })
      ?.header("cache-control");
  assert.equal(ruleOf("/a.css"), "public, max-age=31536000, immutable");
  assert.equal(ruleOf("/account/a.css"), "no-store");
});
