import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm remembers tokens for all workers, and none beyond its exp", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const host = await ProxyHost.load(MODULE, {
    now,
    workers: 2,
    clusters: { idp: {} },
  });
  const plugin = host.startPlugin({
    rootId: "oidc_introspection",
    vmId: "introspection",
    configuration: JSON.stringify({
      cluster: "idp",
      host: "login.example.com",
      client_id: "a",
      client_secret: "b",
    }),
  });
  const send = () => {
    const stream = plugin.httpStream();
    stream.request({ headers: { authorization: "Bearer melon" } });
    return stream;
  };
  const first = send();
  const exp = now.getTime() / 1000 + 5;
  host.httpCalls[0].respond({ body: JSON.stringify({ active: true, exp }) });
  assert.equal(first.response?.status, 200);
  // Streams go to the workers in turn.
  for (let i = 0; i < 4; i++) assert.equal(send().response?.status, 200);
  assert.equal(host.httpCalls.length, 0);
  host.advance(5000);
  assert.equal(send().response, null);
  assert.equal(host.httpCalls.length, 1);
});
