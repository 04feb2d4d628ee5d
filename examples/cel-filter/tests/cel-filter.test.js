import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

function startIn(host, expression) {
  const configuration = JSON.stringify({ expression });
  return host.startPlugin({ rootId: "cel_filter", configuration });
}

async function statusWhere(expression, request = {}) {
  const plugin = startIn(await ProxyHost.load(MODULE), expression);
  return plugin.httpStream().request(request)?.status;
}

test("build/release.wasm lets requests pass for which the expression is true", async () => {
  const expression = "request.method == 'GET' || 'x-admin' in request.headers";
  assert.equal(await statusWhere(expression), 200);
  assert.equal(await statusWhere(expression, { method: "DELETE" }), 403);
  const headers = { "x-admin": "1" };
  assert.equal(
    await statusWhere(expression, { method: "DELETE", headers }),
    200,
  );
});

test("build/release.wasm refuses requests where the expression is not a boolean, or fails", async () => {
  assert.equal(await statusWhere("request.method"), 403);
  assert.equal(await statusWhere("request.headers['x-absent'] == '1'"), 403);
});

test("build/release.wasm refuses an expression that the proxy cannot read", async () => {
  const host = await ProxyHost.load(MODULE);
  assert.throws(() => startIn(host, "request.method =="));
  assert.match(host.logs[0].message, /^\$\.expression: /);
});
