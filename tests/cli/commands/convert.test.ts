import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { tempFolder } from "../../temp-folder.ts";
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
  assert.match(stderr, /^Note: id b: /);
});

test("proxy-wasm convert refuses a missing file and an unknown kind", () => {
  const missing = runCli(["convert", "none.yaml"]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /^Cannot read the resources none\.yaml: /);
  const unknown = runCli(["convert", "a.yaml", "--to", "pod"]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /Allowed choices are wasmplugin/);
});
