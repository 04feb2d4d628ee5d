import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm answers a preflight, and allows the origin once", async () => {
  const host = await ProxyHost.load(MODULE);
  const origin = "https://app.example.com";
  const plugin = host.startPlugin({
    rootId: "cors",
    configuration: JSON.stringify({ origins: [origin] }),
  });
  const stream = plugin.httpStream();
  const response = stream.request({
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "DELETE" },
  });
  assert.equal(stream.upstream, null);
  assert.equal(response?.status, 204);
  assert.equal(response?.header("access-control-allow-origin"), origin);
  assert.equal(response?.header("access-control-allow-methods"), "DELETE");
});
