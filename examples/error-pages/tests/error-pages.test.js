import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm gives errors the configured page", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "error_pages",
    configuration: "<h1>{status} {title}</h1>",
  });
  const response = plugin.httpStream().request({
    upstream: {
      status: 401,
      headers: { "www-authenticate": "Basic" },
      body: "no",
    },
  });
  assert.equal(response?.status, 401);
  assert.equal(response?.text, "<h1>401 Unauthorized</h1>");
  assert.equal(response?.header("www-authenticate"), "Basic");
});
