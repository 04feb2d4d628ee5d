import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { testFolder } from "../images/test-folder.ts";

test("list shows the local images by name, and tag gives them more", async (t) => {
  const { run } = await testFolder(t);
  const [, digest] = run(["pack", "filter.wasm", "b:v1"]).stdout.split("\n");
  const tagged = run(["tag", "b:v1", "ghcr.io/me/a:v2"]);
  assert.equal(tagged.stdout, `Tagged b:v1 as ghcr.io/me/a:v2\n${digest}\n`);
  const { stdout } = run(["list"]);
  const short = digest.slice("sha256:".length, "sha256:".length + 12);
  const [header, ...rows] = stdout.trimEnd().split("\n");
  assert.match(header, /^IMAGE +TAG +FORM +SIZE +DIGEST +UPDATED$/);
  const row = (name: string, tag: string) =>
    new RegExp(
      `^${name} +${tag} +compat +\\d+ B +${short} +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d$`,
    );
  assert.match(rows[0], row("b", "v1"));
  assert.match(rows[1], row("ghcr.io/me/a", "v2"));
  assert.equal(rows.length, 2);
});

test("list prints JSON for scripts, with whole digests", async (t) => {
  const { run } = await testFolder(t);
  const [, digest] = run(["pack", "filter.wasm", "b:v1"]).stdout.split("\n");
  const { stdout } = run(["list", "--json"]);
  const rows = JSON.parse(stdout) as { name: string; digest: string }[];
  assert.deepEqual(
    rows.map((row) => [row.name, row.digest]),
    [["b:v1", digest]],
  );
  assert.deepEqual(Object.keys(rows[0]), [
    "name",
    "digest",
    "size",
    "form",
    "updated",
  ]);
});

test("list says where there are no images, and prints an empty list for scripts", async (t) => {
  const { folder, run } = await testFolder(t);
  const { status, stdout, stderr } = run(["list"]);
  assert.equal(status, 0);
  assert.equal(stdout, "");
  assert.equal(stderr, `There are no images in ${folder}/store.\n`);
  assert.equal(run(["list", "--json"]).stdout, "[]\n");
});

test("list leaves out what other tools named in the folder", async (t) => {
  const { folder, run } = await testFolder(t);
  run(["pack", "filter.wasm", "b:v1"]);
  const path = join(folder, "store/index.json");
  const index = JSON.parse(await readFile(path, "utf8")) as {
    manifests: { annotations: object }[];
  };
  const [ours] = index.manifests;
  for (const name of ["v1", "Not a name"]) {
    const annotations = { "org.opencontainers.image.ref.name": name };
    index.manifests.push({ ...ours, annotations });
  }
  await writeFile(path, JSON.stringify(index));
  const { stdout } = run(["list"]);
  assert.equal(stdout.trimEnd().split("\n").length, 2);
});

test("list shows the other images where the manifest of one cannot be read", async (t) => {
  const { folder, run } = await testFolder(t);
  const pack = (...args: string[]) =>
    run(["pack", "filter.wasm", ...args]).stdout.split("\n")[1];
  pack("good:v1");
  const digest = pack("bad:v1", "--variant", "oci");
  const path = join(folder, "store/blobs", digest.replace(":", "/"));
  await writeFile(path, "{");
  const { status, stdout, stderr } = run(["list"]);
  assert.equal(status, 0);
  assert.match(stdout, /^IMAGE .*\ngood +v1 .*\n$/);
  assert.match(
    stderr,
    /^Warning: docker\.io\/library\/bad:v1 is left out: .* is damaged: .*\.\n$/,
  );
});
