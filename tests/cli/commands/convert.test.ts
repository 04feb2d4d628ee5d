import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { tempFolder } from "../../temp-folder.ts";
import { testFolder } from "../images/test-folder.ts";
import { runCli } from "../run-cli.ts";

test("proxy-wasm convert prints resources on stdout and notes on stderr", async (t) => {
  const cwd = await tempFolder(t);
  await writeFile(
    join(cwd, "old.yaml"),
    "kind: FilterDeployment\nmetadata: { name: a }\nspec: { filter: { image: r.example/a:v1, id: b } }\n",
  );
  const { status, stdout, stderr } = runCli(["convert", "old.yaml"], { cwd });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^apiVersion: extensions.istio.io\/v1alpha1\nkind: Was/);
  assert.match(stderr, /^Note: id b: /m);
});

test("proxy-wasm convert refuses a missing file and an unknown kind", () => {
  const missing = runCli(["convert", "none.yaml"]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /^Cannot read the resources none\.yaml: /);
  const unknown = runCli(["convert", "a.yaml", "--to", "pod"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /Allowed choices are wasmplugin/);
});

const OLD =
  "kind: FilterDeployment\nmetadata: { name: a }\nspec: { filter: { image: add-header:v1 } }\n";

test("proxy-wasm convert - reads standard input", () => {
  const { status, stdout, stderr } = runCli(["convert", "-"], { input: OLD });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /url: oci:\/\/add-header:v1\n/);
  const empty = runCli(["convert", "-"]);
  assert.equal(
    empty.stderr,
    "Cannot convert standard input: it holds no resource.\n",
  );
});

test("proxy-wasm convert --read-images takes the root id that an image names", async (t) => {
  const { folder, run } = await testFolder(t);
  await writeFile(join(folder, "old.yaml"), OLD);
  const ids = ["--root-id", "first", "--root-id", "second"];
  assert.equal(run(["pack", "filter.wasm", "add-header:v1", ...ids]).status, 0);
  const read = run(["convert", "old.yaml", "--read-images"]);
  assert.match(read.stdout, /pluginName: first\n/);
  assert.match(read.stderr, /^Note: image add-header:v1: it names first, sec/m);
  const without = run(["convert", "old.yaml"]);
  assert.doesNotMatch(without.stdout, /pluginName/);
  assert.match(
    without.stderr,
    /^Note: rootID is missing: .* --read-images to/m,
  );
});
