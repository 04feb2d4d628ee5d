import assert from "node:assert/strict";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readProject } from "../../../cli/project/read-project.ts";
import { compile } from "../../compile.ts";
import { tempFolder } from "../../temp-folder.ts";

test("readProject reads deployment.yaml in the folder, and flags take precedence", async (t) => {
  const folder = await tempFolder(t);
  await writeFile(
    join(folder, "deployment.yaml"),
    "name: a\nform: network\nrootId: from_file\nkinds: { envoy: { vmId: b } }\n",
  );
  const flags = { rootId: "from_flag" };
  const { deployment } = await readProject(folder, { flags });
  assert.equal(deployment.name, "a");
  assert.equal(deployment.form, "network");
  assert.equal(deployment.vmId, "b");
  assert.equal(deployment.rootId, "from_flag");
});

test("readProject reads the file that is given instead of deployment.yaml", async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, "deployment.yaml"), "name: a\n");
  const file = join(folder, "other.yaml");
  await writeFile(file, "rootId: other\n");
  const { deployment } = await readProject(folder, { file, flags: {} });
  assert.equal(deployment.name, "filter");
  assert.equal(deployment.rootId, "other");
});

test("readProject names deployment.yaml in its errors", async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, "deployment.yaml"), "rootID: a\n");
  await assert.rejects(readProject(folder, { flags: {} }), {
    name: "CliError",
    message:
      /^Cannot use .*deployment\.yaml, line 1: a deployment has no "rootID"\.$/,
  });
});

test("readProject names the line of a key of another form", async (t) => {
  const folder = await tempFolder(t);
  for (const [text, message] of [
    ["filters: 3", "filters must be a list of filters"],
    ["filters: []", "filters must be a list of filters"],
    ["filters: [1]", "filters.0 must hold keys"],
    ["kinds: 3", "kinds must hold keys by the kind"],
    ["kinds: { envoy: 3 }", "kinds.envoy must hold keys"],
    ["module: [a]", "module: expected string, received array"],
  ]) {
    const file = join(folder, "deployment.yaml");
    await writeFile(file, `rootId: a\n${text}\n`);
    await assert.rejects(readProject(folder, { flags: {} }), {
      name: "CliError",
      message: `Cannot use ${file}, line 2: ${message}.`,
    });
  }
});

test("readProject makes a plugin's name of what package.json has", async (t) => {
  const folder = await tempFolder(t);
  for (const [text, name] of [
    ['{"name":"@me/my_filter"}', "my-filter"],
    ['{"name":5}', "filter"],
    ["null", "filter"],
    ["{bad", "filter"],
  ]) {
    await writeFile(join(folder, "package.json"), text);
    const { deployment } = await readProject(folder, { flags: {} });
    assert.equal(deployment.name, name);
  }
});

test("readProject takes the form from what the built module registers", async (t) => {
  const folder = await tempFolder(t);
  const module = await compile("examples/tcp-route/assembly/index.ts");
  await mkdir(join(folder, "build"));
  const build = () => copyFile(module, join(folder, "build/release.wasm"));
  const built = await readProject(folder, { flags: {}, build });
  assert.equal(built.deployment.form, "network");
  const told = await readProject(folder, { flags: { form: "http" } });
  assert.equal(told.deployment.form, "http");
});

test("readProject does not build where the form is given", async (t) => {
  const folder = await tempFolder(t);
  const build = () => Promise.reject(new Error("built"));
  const { deployment } = await readProject(folder, {
    flags: { form: "service" },
    build,
  });
  assert.equal(deployment.form, "service");
});
