import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

function tokenOf(payload, secret) {
  const parts = [{ alg: "HS256", typ: "JWT" }, payload];
  const text = parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const mac = createHmac("sha256", secret).update(text);
  return `${text}.${mac.digest("base64url")}`;
}

test("build/release.wasm takes tokens of Node's HMAC until they expire", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const host = await ProxyHost.load(MODULE, { now });
  const plugin = host.startPlugin({
    rootId: "jwt_hs256",
    configuration: '{"secret":"melon"}',
  });
  const statusOf = (token) => {
    const headers = { authorization: `Bearer ${token}` };
    return plugin.httpStream().request({ headers })?.status;
  };
  const token = tokenOf({ exp: now.getTime() / 1000 + 60 }, "melon");
  assert.equal(statusOf(token), 200);
  host.advance(59_000);
  assert.equal(statusOf(token), 200);
  host.advance(1_000);
  assert.equal(statusOf(token), 403);
  assert.equal(statusOf(tokenOf({}, "lemon")), 403);
});
