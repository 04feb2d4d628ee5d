import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import {
  readSigningKey,
  readVerifyingKey,
} from "../../../cli/signing/key-files.ts";
import {
  bundleSigns,
  signBundle,
} from "../../../cli/signing/signature-bundle.ts";
import { simpleSigns } from "../../../cli/signing/simple-signature.ts";

/**
 * What cosign 3.1.3 wrote: `generate-key-pair`, `sign --key`, and `sign --key
 * --new-bundle-format=false`. The key signs nothing but this test's image.
 */
const pathOf = (name: string) =>
  fileURLToPath(new URL(`./cosign/${name}`, import.meta.url));
const written = (name: string) => readFileSync(pathOf(name));

const DIGEST =
  "sha256:0720a83740807c8cce20c6eee66a1882332ea4157fbe752c3943614059a1dc4c";
const OTHER = `sha256:${"0".repeat(64)}`;
const ENV = { COSIGN_PASSWORD: "melon" };

test("bundleSigns takes the bundle that cosign makes, of its image and its key alone", async () => {
  const key = await readVerifyingKey(pathOf("cosign.pub"));
  const bundle = written("bundle.txt");
  assert.equal(bundleSigns(bundle, DIGEST, key), true);
  assert.equal(bundleSigns(bundle, OTHER, key), false);
  for (let at = 0; at < bundle.length; at++) {
    const changed = Buffer.from(bundle);
    changed[at] ^= 1;
    // What changes is either seen, or is not part of what is signed.
    const signs = bundleSigns(changed, DIGEST, key);
    assert.equal(signs && isSigned(bundle, at), false, `byte ${at}`);
  }
});

/** Whether a byte of a bundle is in its payload or its signature, but for base64's spare bits. */
function isSigned(bundle: Buffer, at: number): boolean {
  const text = bundle.toString();
  return ["payload", "sig"].some((name) => {
    const found = new RegExp(`"${name}":"([^"=]*)`).exec(text);
    const start = (found?.index ?? 0) + name.length + 4;
    return at >= start && at < start + (found?.[1]?.length ?? 0) - 1;
  });
}

test("simpleSigns takes what older versions of cosign make, of its image and its key alone", async () => {
  const key = await readVerifyingKey(pathOf("cosign.pub"));
  const payload = written("payload.txt");
  const signature = written("signature.txt").toString();
  assert.equal(simpleSigns(payload, signature, DIGEST, key), true);
  assert.equal(simpleSigns(payload, signature, OTHER, key), false);
  for (let at = 0; at < payload.length; at++) {
    const changed = Buffer.from(payload);
    changed[at] ^= 1;
    assert.equal(simpleSigns(changed, signature, DIGEST, key), false);
  }
});

test("readSigningKey decrypts cosign's key with $COSIGN_PASSWORD, and says when it cannot", async () => {
  const file = pathOf("cosign.key");
  const key = await readSigningKey(file, ENV);
  const bundle = signBundle(DIGEST, key);
  assert.equal(bundleSigns(bundle, DIGEST, createPublicKey(key)), true);
  await assert.rejects(readSigningKey(file, {}), {
    message: `The key in ${file} is encrypted: put its password into $COSIGN_PASSWORD.`,
  });
  await assert.rejects(readSigningKey(file, { COSIGN_PASSWORD: "x" }), {
    message: `Cannot use the key in ${file}: its password is another one. Name a key in PEM, as cosign generate-key-pair makes it.`,
  });
});
