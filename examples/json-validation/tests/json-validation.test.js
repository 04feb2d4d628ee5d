import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm wants JSON with the required keys", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "json_validation",
    configuration: JSON.stringify({ requiredKeys: ["my_key"], status: 400 }),
  });
  const statusOf = (body) =>
    plugin.httpStream().request({
      headers: { "content-type": "application/json" },
      body,
    })?.status;
  assert.equal(statusOf('{"my_key":1}'), 200);
  assert.equal(statusOf(['{"my', '_key":1}']), 200);
  assert.equal(statusOf('{"other":1}'), 400);
  assert.equal(statusOf("{"), 400);
});
