import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { startRegistry } from "../../registry/real-registry.ts";
import { FILTER, testFolder } from "../images/test-folder.ts";

test("pull takes a digest, and writes to standard output what it finds", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const name = `${host}/me/add-header`;
  const pushed = run([
    ...["push", `${name}:v1`, "-f", "filter.wasm"],
    ...["--plain-http", "--json"],
  ]);
  const { digest } = JSON.parse(pushed.stdout) as { digest: string };
  const args = ["pull", `${name}@${digest}`, "--plain-http"];
  const { status, stdout, stderr } = run([...args, "-o", "-"]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.equal(stdout, Buffer.from(FILTER).toString("utf8"));
});

test("pull --offline takes the local image alone", async (t) => {
  const { run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  const found = run(["pull", "a:v1", "--offline"]);
  assert.match(found.stdout, /^Found a:v1 /);
  const absent = run(["pull", "a:v2", "--offline"]);
  assert.match(absent.stderr, /^a:v2 is not in .*\.\n$/);
});

test("pull leaves no file where there is no image", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const before = await readdir(folder);
  const args = ["pull", `${host}/a:v1`, "--plain-http", "-o", "out.wasm"];
  const { status, stderr } = run(args);
  assert.equal(status, 1);
  assert.match(stderr, /^Cannot pull .*; there is no such image .*\.\n$/);
  const tls = run(["pull", `${host}/a:v1`]);
  assert.match(tls.stderr, /does not speak TLS: add --plain-http /);
  const ca = run(["pull", `${host}/a:v1`, "--ca-file", "none.pem"]);
  assert.equal(ca.stderr, "Cannot read none.pem: there is no such file.\n");
  assert.deepEqual(await readdir(folder), before);
});
