import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { testFolder } from "../images/test-folder.ts";

test("rm removes names, and the image with the last one", async (t) => {
  const { folder, run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  run(["tag", "a:v1", "ghcr.io/me/a:v1"]);
  const first = run(["rm", "a:v1"]);
  assert.equal(first.stderr, "");
  assert.equal(first.stdout, "Removed a:v1\nFreed 0 B\n");
  assert.equal(run(["pull", "ghcr.io/me/a:v1", "--offline"]).status, 0);
  const last = run(["rm", "ghcr.io/me/a:v1"]);
  assert.match(last.stdout, /^Removed ghcr\.io\/me\/a:v1\nFreed \d+ B\n$/);
  assert.deepEqual(await readdir(join(folder, "store/blobs/sha256")), []);
});

test("rm takes a digest for all tags of the repository, and prints JSON for scripts", async (t) => {
  const { run } = await testFolder(t);
  const [, digest] = run(["pack", "filter.wasm", "a:v1"]).stdout.split("\n");
  for (const name of ["a:v2", "b:v1"]) run(["tag", "a:v1", name]);
  const { stdout } = run(["rm", `a@${digest}`, "--json"]);
  assert.deepEqual(JSON.parse(stdout), { removed: ["a:v1", "a:v2"], freed: 0 });
  assert.equal(run(["pull", "b:v1", "--offline"]).status, 0);
});

test("rm removes nothing where one of the names is not there", async (t) => {
  const { folder, run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  const { status, stdout, stderr } = run(["rm", "a:v1", "a:v2"]);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.equal(stderr, `a:v2 is not in ${folder}/store.\n`);
  assert.equal(run(["pull", "a:v1", "--offline"]).status, 0);
});

test("prune frees what a tag left when it moved, and tells before with --dry-run", async (t) => {
  const { run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  run(["pack", "filter.wasm", "a:v1", "--root-id", "other"]);
  const trial = run(["prune", "--dry-run"]);
  assert.match(trial.stdout, /^(sha256:\w{64}\n){3}Would free \d+ B\n$/);
  const pruned = run(["prune"]);
  assert.equal(pruned.stdout, trial.stdout.replace("Would free", "Freed"));
  assert.deepEqual(JSON.parse(run(["prune", "--json"]).stdout), {
    removed: [],
    freed: 0,
  });
  assert.equal(run(["pull", "a:v1", "--offline"]).status, 0);
});
