import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm asks for a key of the configuration", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "api_key",
    configuration: '{"keys":["melon"]}',
  });
  const statusFor = (headers) =>
    plugin.httpStream().request({ headers })?.status;
  assert.equal(statusFor({ "x-api-key": "melon" }), 200);
  assert.equal(statusFor({ "x-api-key": "lemon" }), 403);
  assert.equal(statusFor({}), 401);
});
