import assert from "node:assert/strict";
import { test } from "node:test";
import { startRegistry } from "../../registry/real-registry.ts";
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
