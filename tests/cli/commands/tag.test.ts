import assert from "node:assert/strict";
import { test } from "node:test";
import { testFolder } from "../images/test-folder.ts";

test("tag takes an image by its digest, and gives a name of any registry", async (t) => {
  const { run } = await testFolder(t);
  const [, digest] = run(["pack", "filter.wasm", "a:v1"]).stdout.split("\n");
  const { status, stdout } = run(["tag", `a@${digest}`, "localhost:5000/a"]);
  assert.equal(status, 0);
  assert.equal(
    stdout,
    `Tagged a@${digest} as localhost:5000/a:latest\n${digest}\n`,
  );
});

test("tag says that an image is not there, and takes no digest as a name", async (t) => {
  const { folder, run } = await testFolder(t);
  const absent = run(["tag", "a:v1", "b:v1"]);
  assert.equal(absent.stderr, `a:v1 is not in ${folder}/store.\n`);
  assert.equal(absent.status, 1);
  const digest = run(["tag", "a:v1", `b@sha256:${"0".repeat(64)}`]);
  assert.match(digest.stderr, /Name a tag: /);
  assert.equal(digest.status, 2);
});
