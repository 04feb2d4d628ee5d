import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm removes response headers by prefix", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "remove_headers",
    configuration: "x-internal-",
  });
  const response = plugin.httpStream().request({
    upstream: { headers: { "x-internal-host": "10.0.0.1", "x-kept": "1" } },
  });
  assert.equal(response?.header("x-internal-host"), undefined);
  assert.equal(response?.header("x-kept"), "1");
});
