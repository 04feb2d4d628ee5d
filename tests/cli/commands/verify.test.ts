import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { attach } from "../../registry/attach.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { testFolder } from "../images/test-folder.ts";

/** Writes a pair of keys as `name.key` and `name.pub`. */
async function writeKeys(
  folder: string,
  name: string,
  curve = "prime256v1",
): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: curve,
    privateKeyEncoding: { format: "pem", type: "pkcs8" },
    publicKeyEncoding: { format: "pem", type: "spki" },
  });
  await writeFile(join(folder, `${name}.key`), privateKey);
  await writeFile(join(folder, `${name}.pub`), publicKey);
}

test("verify finds the signature that push --sign attaches, and no other key's", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  await writeKeys(folder, "ours");
  await writeKeys(folder, "theirs");
  const name = `${host}/me/add-header:v1`;
  const push = ["push", name, "-f", "filter.wasm", "--plain-http"];
  const verify = ["verify", name, "--plain-http", "--key"];
  const [, digest] = run(push).stdout.split("\n");
  const unsigned = run([...verify, "ours.pub"]);
  assert.equal(unsigned.status, 1);
  assert.equal(
    unsigned.stderr,
    `${host}/me/add-header@${digest} has no signature: push it with --sign, or sign it with cosign.\n`,
  );

  const signed = run([...push, "--sign", "ours.key"]);
  assert.equal(signed.status, 0, signed.stderr);
  const verified = run([...verify, "ours.pub"]);
  assert.equal(verified.stderr, "");
  assert.equal(verified.stdout, `${host}/me/add-header@${digest}\n`);

  const other = run([...verify, "theirs.pub"]);
  assert.equal(other.status, 1);
  assert.equal(
    other.stderr,
    `${host}/me/add-header@${digest} is not signed by the key in theirs.pub: it has one signature, of other keys or other images.\n`,
  );
});

test("push --sign signs an image once with each key, however often it is pushed", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  await writeKeys(folder, "one");
  await writeKeys(folder, "two");
  const name = `${host}/me/add-header:v1`;
  const push = ["push", name, "-f", "filter.wasm", "--plain-http", "--sign"];
  for (const key of ["one.key", "one.key", "two.key", "one.key"]) {
    assert.equal(run([...push, key]).status, 0);
  }
  const store = sampleStore(t, host);
  const { descriptor } = await store.manifest("v1");
  assert.equal((await store.referrers(descriptor.digest)).length, 2);
});

test("copy takes the signature along, and verify takes an image by its digest", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  await writeKeys(folder, "ours");
  const name = `${host}/me/add-header:v1`;
  const signed = ["-f", "filter.wasm", "--sign", "ours.key", "--plain-http"];
  const [, digest] = run(["push", name, ...signed]).stdout.split("\n");
  assert.equal(
    run(["copy", name, `${host}/me/b:v2`, "--plain-http"]).status,
    0,
  );
  const there = `${host}/me/b@${digest}`;
  const verify = ["verify", there, "--key", "ours.pub", "--plain-http"];
  assert.equal(run(verify).stdout, `${there}\n`);
});

test("verify refuses a signature of another image", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  await writeKeys(folder, "ours");
  const push = ["-f", "filter.wasm", "--plain-http", "--sign", "ours.key"];
  run(["push", `${host}/me/add-header:v1`, ...push]);
  run(["push", `${host}/me/add-header:v2`, "--variant", "oci", ...push]);
  const store = sampleStore(t, host);
  const first = await store.manifest("v1");
  const [signature] = await store.referrers(first.descriptor.digest);
  // The signature of v1, attached to another manifest.
  const { bytes } = await store.manifest(signature.digest);
  const { mediaType, size } = first.descriptor;
  const other = await attach(
    store,
    { ...first.descriptor, mediaType, size },
    "",
  );
  const moved = JSON.parse(Buffer.from(bytes).toString()) as object;
  const forged = Buffer.from(
    JSON.stringify({ ...moved, subject: other.descriptor }),
  );
  const { describe } = await import("../../../cli/oci/descriptor.ts");
  await store.addManifest(
    { bytes: forged, descriptor: describe(forged, mediaType) },
    undefined,
  );
  const name = `${host}/me/add-header@${other.descriptor.digest}`;
  const verify = ["verify", name, "--key", "ours.pub", "--plain-http"];
  const refused = run(verify);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stderr,
    /it has one signature, of other keys or other images/,
  );
});

test("push --sign and verify say why a key cannot be used, and push sends nothing", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  await writeKeys(folder, "long", "secp384r1");
  const name = `${host}/me/add-header:v1`;
  const push = ["push", name, "-f", "filter.wasm", "--plain-http", "--sign"];
  for (const [file, why] of [
    ["missing.key", "Cannot read the key missing.key: there is no such file."],
    [
      "long.key",
      "Cannot use the key in long.key: it is secp384r1, and not an ECDSA key on P-256, as cosign generate-key-pair makes it.",
    ],
  ] as const) {
    const refused = run([...push, file]);
    assert.equal(refused.status, 1);
    assert.equal(refused.stderr, `${why}\n`);
  }
  const text = run([...push, "text.txt"]);
  assert.match(
    text.stderr,
    /^Cannot use the key in text\.txt: .*\. Name a key in PEM/,
  );
  assert.equal(run(["pull", name, "--plain-http"]).status, 1);
});
