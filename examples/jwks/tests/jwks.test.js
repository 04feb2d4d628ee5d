import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);
const ISSUER = "https://login.example.com";

function tokenOf(kid, privateKey, claims) {
  const payload = { iss: ISSUER, aud: ["web", "api"], ...claims };
  const text = [{ alg: "RS256", kid }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("sha256", Buffer.from(text), privateKey);
  return `${text}.${signature.toString("base64url")}`;
}

test("build/release.wasm takes tokens of the keys that it fetched", async () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const host = await ProxyHost.load(MODULE, { now, clusters: { idp: {} } });
  const plugin = host.startPlugin({
    rootId: "jwks",
    configuration: JSON.stringify({
      cluster: "idp",
      host: "login.example.com",
      issuer: ISSUER,
      audience: "api",
    }),
  });
  const send = (token) => {
    const stream = plugin.httpStream();
    stream.request({ headers: { authorization: `Bearer ${token}` } });
    return stream;
  };
  const exp = now.getTime() / 1000 + 60;
  const first = send(tokenOf("a", ours.privateKey, { exp, sub: "ada" }));
  const jwk = { kid: "a", ...ours.publicKey.export({ format: "jwk" }) };
  host.httpCalls[0].respond({ body: JSON.stringify({ keys: [jwk] }) });
  assert.equal(first.response?.status, 200);
  const forged = send(tokenOf("a", other.privateKey, { exp }));
  assert.equal(forged.response?.status, 401);
  // A minute, and the leeway of another.
  host.advance(120_000);
  const late = send(tokenOf("a", ours.privateKey, { exp }));
  assert.equal(late.response?.status, 401);
});
