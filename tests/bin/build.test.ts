import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFile, cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { projectRoot } from "../../cli/envoy/project-root.ts";
import { runAsc } from "../compile.ts";
import { ROOT } from "../project/project-files.ts";
import { tempFolder } from "../temp-folder.ts";

const PROGRAM = join(projectRoot(), "bin/proxy-wasm.js");

function run(cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    encoding: "utf8",
  });
}

/** A copy of add-header beside it, where the compiler finds the SDK. */
async function copyOfExample(t: TestContext): Promise<string> {
  const folder = await tempFolder(t, join(ROOT, "build"));
  const example = join(ROOT, "examples/add-header");
  await cp(join(example, "assembly"), join(folder, "assembly"), {
    recursive: true,
  });
  await copyFile(join(example, "asconfig.json"), join(folder, "asconfig.json"));
  return folder;
}

test("proxy-wasm build leaves the bytes that asc leaves, for every target", async (t) => {
  const ours = await copyOfExample(t);
  const { status, stderr } = run(ours, "build");
  assert.equal(status, 0, stderr);
  const theirs = await copyOfExample(t);
  for (const target of ["debug", "release"]) {
    await runAsc(["--baseDir", theirs, "--target", target]);
    const file = `build/${target}.wasm`;
    assert.deepEqual(
      await readFile(join(ours, file)),
      await readFile(join(theirs, file)),
    );
  }
});

test("proxy-wasm build --target builds only that one", async (t) => {
  const folder = await copyOfExample(t);
  assert.equal(run(folder, "build", "--target", "release").status, 0);
  assert.deepEqual(await readdir(join(folder, "build")), [
    "release.wasm",
    "release.wasm.map",
  ]);
});

test("proxy-wasm build ends with status 1 and the compiler's message", async (t) => {
  const folder = await copyOfExample(t);
  await writeFile(
    join(folder, "assembly/index.ts"),
    "let a: i32 = true;\nb();",
  );
  const { status, stderr } = run(folder, "build");
  assert.equal(status, 1);
  assert.match(stderr, /Cannot find name 'b'/);
});

test("proxy-wasm build names what is wrong with an asconfig.json", async (t) => {
  const folder = await tempFolder(t);
  const missing = run(folder, "build");
  assert.equal(missing.status, 1);
  assert.match(
    missing.stderr,
    /^Cannot build: .*asconfig\.json cannot be read/,
  );
  await writeFile(join(folder, "asconfig.json"), "{");
  assert.match(run(folder, "build").stderr, /asconfig\.json is not JSON: /);
  await writeFile(join(folder, "asconfig.json"), "null");
  assert.match(
    run(folder, "build").stderr,
    /asconfig\.json has no targets\.$/m,
  );
  await writeFile(join(folder, "asconfig.json"), '{"targets":{"a":{}}}');
  const unknown = run(folder, "build", "--target", "b");
  assert.equal(unknown.status, 1);
  assert.equal(unknown.stderr, "Cannot build b: asconfig.json has a.\n");
});

test("proxy-wasm shows its usage for what it does not know", () => {
  assert.equal(run(ROOT).status, 2);
  assert.equal(run(ROOT, "frobnicate").status, 2);
  assert.match(run(ROOT, "build", "--fast").stderr, /Unknown option '--fast'/);
  assert.equal(run(ROOT, "build", "--fast").status, 2);
  const help = run(ROOT, "--help");
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^Usage: proxy-wasm build/);
});
