import assert from "node:assert/strict";
import {
  constants,
  generateKeyPairSync,
  sign,
  verify,
  type KeyPairKeyObjectResult,
} from "node:crypto";
import { test, type TestContext } from "node:test";
import type { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const TEXT = Buffer.from("what was signed");

/** Starts an Envoy with a filter that has these keys, in DER and PEM. */
async function start(
  t: TestContext,
  { publicKey, privateKey }: KeyPairKeyObjectResult,
): Promise<EnvoyProcess> {
  const configuration = [
    publicKey.export({ type: "spki", format: "der" }).toString("hex"),
    publicKey.export({ type: "spki", format: "pem" }),
    privateKey.export({ type: "pkcs8", format: "der" }).toString("hex"),
    privateKey.export({ type: "pkcs8", format: "pem" }),
  ].join("\n--\n");
  const wasm = await compile("tests/envoy/filters/signatures.ts");
  return startEnvoy(t, [{ wasm, configuration }]);
}

/** Makes the filter verify a signature, and sign. */
function ask(
  envoy: EnvoyProcess,
  signature: Buffer,
  { hash = "sha256", text = TEXT.toString() } = {},
) {
  return get(envoy, "/", [
    ["x-hash", hash],
    ["x-signature", signature.toString("hex")],
    ["x-text", text],
  ]);
}

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const ecdsa = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

for (const [kind, makeKeys] of [
  ["RSA", rsa],
  ["ECDSA", ecdsa],
] as const) {
  test(`PublicKey.verify with PublicKey.der and PublicKey.pem accepts only a valid ${kind} signature`, async (t) => {
    const keys = makeKeys();
    const envoy = await start(t, keys);
    for (const hash of ["sha1", "sha224", "sha256", "sha384", "sha512"]) {
      const signature = sign(hash, TEXT, keys.privateKey);
      const good = await ask(envoy, signature, { hash });
      assert.equal(good.header("x-der"), "[true]", hash);
      assert.equal(good.header("x-pem"), "[true]", hash);
    }
    const signature = sign("sha256", TEXT, keys.privateKey);
    const other = await ask(envoy, signature, { text: "another text" });
    assert.equal(other.header("x-der"), "[false]");
    assert.equal(other.header("x-pem"), "[false]");
    signature[20] ^= 1;
    assert.equal((await ask(envoy, signature)).header("x-der"), "[false]");
    const empty = await ask(envoy, Buffer.alloc(0));
    assert.equal(empty.header("x-der"), "[false]");
  });

  test(`PrivateKey.sign with PrivateKey.der and PrivateKey.pem signs with ${kind}`, async (t) => {
    const keys = makeKeys();
    const envoy = await start(t, keys);
    const response = await ask(envoy, Buffer.alloc(1));
    for (const name of ["x-signed-der", "x-signed-pem"]) {
      const digits = response.header(name)?.slice(1, -1) ?? "";
      const signature = Buffer.from(digits, "hex");
      assert.ok(verify("sha256", TEXT, keys.publicKey, signature), name);
    }
  });
}

test("PublicKey.verify takes no PSS", async (t) => {
  const { publicKey, privateKey } = rsa();
  const envoy = await start(t, { publicKey, privateKey });
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  for (const saltLength of [32, 0]) {
    const key = { key: privateKey, padding, saltLength };
    const signature = sign("sha256", TEXT, key);
    assert.equal((await ask(envoy, signature)).header("x-der"), "[false]");
  }
});

test("PublicKey.verify takes no Ed25519, whatever the hash", async (t) => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const envoy = await start(t, { publicKey, privateKey });
  const signature = sign(null, TEXT, privateKey);
  for (const hash of ["", "sha512", "sha256", "none"]) {
    const response = await ask(envoy, signature, { hash });
    assert.equal(response.header("x-der"), "[false]", hash);
  }
});

test("PublicKey.error says why a signature is not verified", async (t) => {
  const keys = rsa();
  const envoy = await start(t, keys);
  const signature = sign("sha256", TEXT, keys.privateKey);
  const good = await ask(envoy, signature);
  assert.equal(good.header("x-der-error"), "[]");
  assert.equal(good.header("x-bad"), "[false]");
  assert.match(good.header("x-bad-error") ?? "", /digest verify/);
  const unknown = await ask(envoy, signature, { hash: "md99" });
  assert.equal(unknown.header("x-der"), "[false]");
  assert.equal(unknown.header("x-der-error"), "[md99 is not supported.]");
});

test("PrivateKey.error says why there is no signature", async (t) => {
  const envoy = await start(t, rsa());
  const response = await ask(envoy, Buffer.alloc(1), { hash: "md99" });
  assert.equal(response.header("x-signed-der"), "null");
  assert.equal(response.header("x-sign-error"), "[md99 is not supported.]");
  assert.equal(response.header("x-signed-bad"), "null");
  assert.match(response.header("x-signed-bad-error") ?? "", /\w/);
});
