import assert from "node:assert/strict";
import {
  constants,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from "node:crypto";
import { request as httpRequest, type ServerResponse } from "node:http";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { RFC7515 } from "../rfc7515.ts";
import { get, startEnvoy } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";

interface Kind {
  alg: string;
  keys: { publicKey: KeyObject; privateKey: KeyObject };
  /** The hash, and how a signature is made. */
  hash: string | null;
  options?: object;
}

const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const raw = { dsaEncoding: "ieee-p1363" };
const pss = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};

const VERIFIED: Kind[] = [
  { alg: "RS256", keys: rsa, hash: "sha256" },
  { alg: "RS384", keys: rsa, hash: "sha384" },
  { alg: "RS512", keys: rsa, hash: "sha512" },
  { alg: "ES256", keys: ec("P-256"), hash: "sha256", options: raw },
  { alg: "ES384", keys: ec("P-384"), hash: "sha384", options: raw },
  { alg: "ES512", keys: ec("P-521"), hash: "sha512", options: raw },
];
const NOT_VERIFIED: Kind[] = [
  { alg: "PS256", keys: rsa, hash: "sha256", options: pss },
  { alg: "EdDSA", keys: generateKeyPairSync("ed25519"), hash: null },
  { alg: "ES256K", keys: ec("secp256k1"), hash: "sha256", options: raw },
];

const kidOf = ({ alg }: Kind) => (alg.startsWith("RS") ? "rsa" : alg);

const JWKS = {
  keys: [
    { kid: "rsa", ...rsa.publicKey.export({ format: "jwk" }) },
    ...[...VERIFIED.slice(3), ...NOT_VERIFIED].map((kind) => ({
      kid: kidOf(kind),
      alg: kind.alg,
      ...kind.keys.publicKey.export({ format: "jwk" }),
    })),
    ...RFC7515.map(({ name, jwk }) => ({ kid: name, ...jwk })),
  ],
};

function tokenOf(kind: Kind, payload: object): string {
  const header = { alg: kind.alg, kid: kidOf(kind) };
  const text = [header, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const key = { key: kind.keys.privateKey, ...kind.options };
  const signature = sign(kind.hash, Buffer.from(text), key);
  return `${text}.${signature.toString("base64url")}`;
}

test("JwtVerifier with parseJwks takes what Envoy verifies: RS256 to RS512, ES256 to ES512", async (t) => {
  const wasm = await compile("tests/envoy/filters/jwt.ts");
  const configuration = JSON.stringify(JWKS);
  const envoy = await startEnvoy(t, [{ wasm, configuration }]);
  const reasonOf = async (token: string) => {
    const answer = await get(envoy, "/", [["x-token", token]]);
    return answer.header("x-reason")?.slice(1, -1);
  };
  for (const kind of VERIFIED) {
    for (let i = 0; i < 5; i++) {
      const token = tokenOf(kind, { iss: "us", i });
      assert.equal(await reasonOf(token), "", kind.alg);
      const [header, payload, signature] = token.split(".");
      const wrong = Buffer.from(signature, "base64url");
      wrong[wrong.length - 1] ^= 1;
      const changed = wrong.toString("base64url");
      const forged = `${header}.${payload}.${changed}`;
      assert.equal(await reasonOf(forged), "Its signature is wrong", kind.alg);
      const short = wrong.subarray(1).toString("base64url");
      const cut = `${header}.${payload}.${short}`;
      assert.equal(await reasonOf(cut), "Its signature is wrong", kind.alg);
    }
  }
  for (const kind of NOT_VERIFIED) {
    const token = tokenOf(kind, { iss: "us" });
    assert.equal(await reasonOf(token), "Its algorithm is not allowed");
  }
  for (const { token, reason } of RFC7515) {
    assert.equal(await reasonOf(token), reason);
  }
});

test("RemoteJwks.whenReady has all streams wait for one fetch, whoever of them leaves", async (t) => {
  const idp = new Map<string, ServerResponse>();
  let onFetch = () => {};
  const issuer = await Upstream.start(({ path }, response) => {
    idp.set(path, response);
    onFetch();
  });
  t.after(() => issuer.stop());
  const origin = await Upstream.start();
  t.after(() => origin.stop());
  const wasm = await compile("tests/envoy/filters/remote-jwks.ts");
  const routes = [routeTo("origin")];
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [httpListener({ filters: [{ wasm }], routes })],
      clusters: [
        cluster({ name: "idp", port: issuer.port }),
        cluster({ name: "origin", port: origin.port }),
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  const fetched = (count: number) =>
    new Promise<void>((resolve) => {
      onFetch = () => {
        if (idp.size >= count) resolve();
      };
      onFetch();
    });
  const [kind] = VERIFIED;
  const token = tokenOf(kind, {});
  // The first to come is the one whose callback makes the call, and it leaves.
  const leaving = httpRequest({
    port: envoy.port(),
    host: "127.0.0.1",
    headers: { "x-token": token, "x-other": "1" },
  });
  leaving.on("error", () => {});
  leaving.end();
  await fetched(2);
  const waiting = [1, 2, 3].map(() => get(envoy, "/", [["x-token", token]]));
  const forged = get(envoy, "/", [
    ["x-token", `${token.slice(0, -8)}AAAAAAAA`],
  ]);
  // All are there once one that waits for nothing has passed.
  await get(envoy, "/");
  const left = new Promise((resolve) => leaving.once("close", resolve));
  leaving.destroy();
  await left;
  idp.get("/other")!.end("not for the first");
  idp.get("/jwks")!.end(JSON.stringify(JWKS));
  for (const response of await Promise.all(waiting)) {
    assert.equal(response.status, 200);
    assert.match(response.text, /x-checked/);
  }
  assert.equal((await forged).text, "Its signature is wrong");
  const fetches = issuer.requests.filter(({ path }) => path === "/jwks");
  assert.equal(fetches.length, 1);
});
