import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readDescription } from "../../../cli/deployment/read-input.ts";
import { createProject } from "../../../cli/init/create-project.ts";
import { templateFolder } from "../../../cli/init/templates.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

test("proxy-wasm init creates a project with pinned versions and names the next steps", async (t) => {
  const cwd = await tempFolder(t);
  const args = ["init", "My filter ü", "--template", "add-header"];
  const { status, stdout, stderr } = runCli(args, { cwd });
  assert.equal(status, 0, stderr);
  assert.match(
    stdout,
    /^Created my-filter in My filter ü, \d+ files\. Next:\n/,
  );
  assert.match(stdout, /npm install\n +npm test/);
  const made = join(cwd, "My filter ü");
  const json = JSON.parse(
    await readFile(join(made, "package.json"), "utf8"),
  ) as {
    name: string;
    scripts: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  assert.equal(json.name, "my-filter");
  for (const script of ["asbuild", "build", "test", "lint", "start", "envoy"]) {
    assert.ok(script in json.scripts, script);
  }
  for (const version of Object.values(json.devDependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+/);
  }
  const files = await readdir(made);
  assert.ok(files.includes(".gitignore") && files.includes("assembly"));
  assert.ok(!files.includes("build") && !files.includes("node_modules"));
  assert.deepEqual(await readdir(cwd), ["My filter ü"]);
});

test("proxy-wasm init writes into an existing folder, but overwrites nothing", async (t) => {
  const cwd = await tempFolder(t);
  await mkdir(join(cwd, "here"));
  await writeFile(join(cwd, "here/notes.txt"), "mine");
  assert.equal(runCli(["init", "here"], { cwd }).status, 0);
  const before = await readdir(join(cwd, "here"));
  assert.ok(before.includes("notes.txt") && before.includes("assembly"));
  const again = runCli(["init", "here"], { cwd });
  assert.equal(again.status, 1);
  assert.match(
    again.stderr,
    /^Cannot create a project in here: .* already exi/,
  );
  assert.deepEqual(await readdir(join(cwd, "here")), before);
  assert.deepEqual(await readdir(cwd), ["here"]);
});

test("proxy-wasm init creates a project in a fresh clone, and keeps README.md and .gitignore", async (t) => {
  const cwd = await tempFolder(t);
  await mkdir(join(cwd, ".git"));
  await writeFile(join(cwd, ".gitignore"), "*.log\n/build");
  await writeFile(join(cwd, "README.md"), "# mine");
  await writeFile(join(cwd, "LICENSE"), "mine");
  const { status, stdout, stderr } = runCli(["init", ".", "--yes"], { cwd });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Kept the existing README\.md\.$/m);
  const ignored = await readFile(join(cwd, ".gitignore"), "utf8");
  assert.equal(ignored, "*.log\n/build\nnode_modules/\ncoverage/\n");
  assert.equal(await readFile(join(cwd, "README.md"), "utf8"), "# mine");
  assert.ok((await readdir(cwd)).includes("assembly"));
});

test("proxy-wasm init creates a folder with the permissions of the user's umask", async (t) => {
  const cwd = await tempFolder(t);
  assert.equal(runCli(["init", "new"], { cwd }).status, 0);
  await mkdir(join(cwd, "other"));
  const modeOf = async (name: string) => (await stat(join(cwd, name))).mode;
  assert.equal(await modeOf("new"), await modeOf("other"));
  assert.equal(await modeOf("new/tests"), await modeOf("other"));
});

test("createProject gives the deployment a name that YAML reads as a text", async (t) => {
  const cwd = await tempFolder(t);
  for (const name of ["123", "1e3", "true", "null"]) {
    const folder = join(cwd, name);
    await createProject(folder, templateFolder("blank")!, name);
    const { keys } = await readDescription(join(folder, "deployment.yaml"));
    assert.equal(keys.name, name);
  }
});

test("proxy-wasm init refuses a package's name that npm refuses, and an empty folder", async (t) => {
  const cwd = await tempFolder(t);
  const invalid = ["../Evil Name", "", "Upper", "@a", "a".repeat(215)];
  for (const args of [
    ...invalid.map((name) => ["init", "here", "--name", name]),
    ["init", "", "--yes"],
  ]) {
    const { status, stderr } = runCli(args, { cwd });
    assert.match(stderr, /It must be a (name that npm takes|folder)/);
    assert.equal(status, 2);
  }
  assert.deepEqual(await readdir(cwd), []);
});

test("proxy-wasm init lists the templates", () => {
  const { status, stderr } = runCli(["init", "x", "--template", "none"]);
  assert.equal(status, 2);
  assert.match(stderr, /^Unknown template none: use one of add-header, /);
});

test("proxy-wasm init says where it cannot write", async (t) => {
  const cwd = await tempFolder(t);
  await writeFile(join(cwd, "file"), "");
  const { status, stderr } = runCli(["init", "file/project"], { cwd });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    "Cannot create a project in file/project: a part of its path is not a folder.\n",
  );
});
