import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);
const BODY = JSON.stringify({ names: Array(100).fill("melon") });

async function streamThrough(foreignFunctions) {
  const host = await ProxyHost.load(MODULE, { foreignFunctions });
  const stream = host.startPlugin({ rootId: "compress" }).httpStream();
  const headers = {
    "content-type": "application/json",
    "content-length": String(BODY.length),
  };
  stream.request({
    headers: { "accept-encoding": "deflate" },
    upstream: { headers, body: [BODY.slice(0, 20), BODY.slice(20)] },
  });
  return stream;
}

test("build/release.wasm compresses a body that comes in parts", async () => {
  const { response } = await streamThrough();
  assert.equal(response?.header("content-encoding"), "deflate");
  assert.equal(inflateSync(response.body).toString(), BODY);
});

test("build/release.wasm does not start in a proxy that cannot compress", async () => {
  const foreignFunctions = { compress: () => 1 };
  const host = await ProxyHost.load(MODULE, { foreignFunctions });
  assert.throws(() => host.startPlugin({ rootId: "compress" }));
  assert.equal(
    host.logs[0].message,
    "this proxy has no foreign function compress",
  );
});

test("build/release.wasm breaks a response off whose body cannot be compressed", async () => {
  const compress = (bytes) => (bytes.length > 0 ? 3 : new Uint8Array(8));
  assert.equal((await streamThrough({ compress })).outcome, "reset");
});
