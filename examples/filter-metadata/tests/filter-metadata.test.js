import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

/** Sends a request of which another filter has said this. */
async function streamWith(metadata) {
  const host = await ProxyHost.load(MODULE);
  const lua = { "uppercased-custom-metadata": metadata };
  const plugin = host.startPlugin({
    rootId: "filter_metadata",
    properties: {
      metadata: { filter_metadata: { "envoy.filters.http.lua": lua } },
    },
  });
  const stream = plugin.httpStream();
  stream.request();
  return stream;
}

test("build/release.wasm answers with the metadata of another filter", async () => {
  const { response, upstream } = await streamWith("MELON");
  assert.equal(upstream, null);
  assert.equal(response?.header("uppercased-metadata"), "MELON");
});

test("build/release.wasm lets requests without metadata pass", async () => {
  const { response, upstream } = await streamWith(null);
  assert.equal(upstream?.header(":path"), "/");
  assert.equal(response?.header("uppercased-metadata"), undefined);
});
