import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm is for gRPC clients only", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "grpc_auth",
    configuration: '{"cluster":"auth"}',
  });
  const stream = plugin.httpStream();
  const response = stream.request({
    headers: { "content-type": "application/json" },
  });
  assert.equal(stream.upstream, null);
  assert.equal(response?.status, 503);
});
