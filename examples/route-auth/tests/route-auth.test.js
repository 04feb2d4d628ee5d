import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

/** Sends a request by a route whose metadata has this under `auth`. */
async function requestBy(auth, headers) {
  const host = await ProxyHost.load(MODULE);
  const metadata = { "envoy.filters.http.wasm": { auth } };
  const plugin = host.startPlugin({
    rootId: "route_auth",
    properties: { xds: { route_metadata: { filter_metadata: metadata } } },
  });
  const response = plugin.httpStream().request({ headers });
  return { status: response?.status, log: host.logs[0].message };
}

test("build/release.wasm asks for the header that the route names", async () => {
  const known = await requestBy("cookie", { cookie: "a=b" });
  assert.deepEqual(known, { status: 200, log: 'auth header is "cookie"' });
  const unknown = await requestBy("authorization", { cookie: "a=b" });
  assert.equal(unknown.status, 401);
});

test("build/release.wasm lets requests pass by a route without metadata", async () => {
  const none = await requestBy(null, {});
  assert.deepEqual(none, { status: 200, log: "no auth header for route" });
});
