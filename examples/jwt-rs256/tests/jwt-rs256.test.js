import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

function tokenOf(payload, privateKey) {
  const parts = [{ alg: "RS256", typ: "JWT" }, payload];
  const text = parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(text), privateKey);
  return `${text}.${signature.toString("base64url")}`;
}

test("build/release.wasm takes tokens of the key until they expire", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const host = await ProxyHost.load(MODULE, { now });
  const plugin = host.startPlugin({
    rootId: "jwt_rs256",
    configuration: JSON.stringify({
      key: ours.publicKey.export({ type: "spki", format: "pem" }),
    }),
  });
  const statusOf = (token) => {
    const headers = { authorization: `Bearer ${token}` };
    return plugin.httpStream().request({ headers })?.status;
  };
  const payload = { exp: now.getTime() / 1000 + 60 };
  const token = tokenOf(payload, ours.privateKey);
  assert.equal(statusOf(token), 200);
  assert.equal(statusOf(tokenOf(payload, other.privateKey)), 403);
  host.advance(60_000);
  assert.equal(statusOf(token), 403);
});
