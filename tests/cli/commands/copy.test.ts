import assert from "node:assert/strict";
import { test } from "node:test";
import { attach, SIGNATURE } from "../../registry/attach.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { testFolder } from "../images/test-folder.ts";

test("copy takes an image from one registry to another, with the same digest", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const plain = await startRegistry(t);
  const secure = await startRegistry(t, { tls });
  const { run } = await testFolder(t);
  const source = `${plain}/me/add-header:v1`;
  const file = ["-f", "filter.wasm", "--plain-http"];
  const [, digest] = run(["push", source, ...file]).stdout.split("\n");
  const target = `${secure}/me/copy:v1`;
  const ca = ["--ca-file", tls.certificatePath];
  const copied = run(["copy", source, target, "--from-plain-http", ...ca]);
  assert.equal(copied.stderr, "");
  assert.match(
    copied.stdout,
    new RegExp(`^Copied to ${target} .*\n${digest}\n$`),
  );
  const back = run(["copy", target, source, "--to-plain-http", ...ca]);
  assert.equal(back.status, 0, back.stderr);
});

test("copy stays in one registry, by a digest", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const file = ["-f", "filter.wasm", "--plain-http"];
  const pushed = run(["push", `${host}/me/a:v1`, ...file]);
  const [, digest] = pushed.stdout.split("\n");
  const args = [
    `${host}/me/a@${digest}`,
    `${host}/me/b:stable`,
    "--plain-http",
  ];
  assert.equal(run(["copy", ...args]).status, 0);
  const pulled = run(["pull", `${host}/me/b:stable`, "--plain-http"]);
  assert.match(pulled.stdout, new RegExp(`\n${digest}\n$`));
});

test("copy takes what is attached to an image with it, by subjects and by cosign's tags", async (t) => {
  const [from, to] = [await startRegistry(t), await startRegistry(t)];
  const { run } = await testFolder(t);
  const source = `${from}/me/add-header:v1`;
  run(["push", source, "-f", "filter.wasm", "--plain-http"]);
  const store = sampleStore(t, from);
  const { descriptor } = await store.manifest("v1");
  const signature = await attach(store, descriptor, "a signature");
  const timestamp = await attach(store, signature.descriptor, "its timestamp");
  const tag = `${descriptor.digest.replace(":", "-")}.sig`;
  const tagged = await attach(store, descriptor, "an old signature", tag);
  const target = `${to}/me/add-header:v2`;
  const copied = run(["copy", source, target, "--plain-http", "--json"]);
  assert.equal(copied.status, 0, copied.stderr);
  const { attached } = JSON.parse(copied.stdout) as { attached: unknown };
  assert.deepEqual(attached, [
    { digest: signature.descriptor.digest, type: SIGNATURE },
    { digest: timestamp.descriptor.digest, type: SIGNATURE },
    { digest: tagged.descriptor.digest, type: tag },
  ]);
  const there = sampleStore(t, to);
  const referrers = async (digest: string) =>
    (await there.referrers(digest)).map((each) => each.digest);
  assert.deepEqual(await referrers(descriptor.digest), [
    signature.descriptor.digest,
  ]);
  assert.deepEqual(await referrers(signature.descriptor.digest), [
    timestamp.descriptor.digest,
  ]);
  const found = await there.manifest(tag);
  assert.equal(found.descriptor.digest, tagged.descriptor.digest);
  const again = run(["copy", source, target, "--plain-http"]);
  assert.match(
    again.stdout,
    /\nWith application\/vnd\.dev\.cosign\.\S+, \w{12}\n/,
  );
  const alone = [`${to}/me/alone:v1`, "--plain-http", "--image-only"];
  assert.equal(run(["copy", source, ...alone]).status, 0);
  const none = sampleStore(t, to, { repository: "me/alone" });
  assert.deepEqual(await none.referrers(descriptor.digest), []);
});
