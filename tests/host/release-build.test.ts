import assert from "node:assert/strict";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { test, type TestContext } from "node:test";
import { findReleaseBuild } from "../../host/spec/release-build.ts";
import { tempFolder } from "../temp-folder.ts";

const SPEC = "tests/a.spec.ts";
const ENTRY = "assembly/index.ts";
const BUILD = "build/release.wasm";

/** A project with files by their paths; each is one second younger than the last. */
async function project(
  t: TestContext,
  files: Record<string, string>,
): Promise<(path: string) => string> {
  const folder = relative(".", await tempFolder(t));
  let time = 1_700_000_000;
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
    await utimes(file, time, time);
    time++;
  }
  return (path) => join(folder, path);
}

const asconfig = (entry: string, outFile?: string) =>
  JSON.stringify({ entries: [entry], targets: { release: { outFile } } });

test("findReleaseBuild finds what the asconfig.json builds whose entry the spec imports", async (t) => {
  const at = await project(t, {
    "asconfig.json": asconfig("assembly/other.ts"),
    "asconfig.auth.json": asconfig(ENTRY, "build/auth/release.wasm"),
    [ENTRY]: "",
    "build/auth/release.wasm": "",
    [SPEC]: "",
  });
  assert.deepEqual(findReleaseBuild([at(SPEC), at(ENTRY)]), {
    file: at("build/auth/release.wasm"),
    problem: null,
  });
});

test("findReleaseBuild reads a configuration that the asconfig.json extends", async (t) => {
  const at = await project(t, {
    "config/base.json": asconfig("../assembly/index.ts", "../build/a.wasm"),
    "asconfig.json": JSON.stringify({ extends: "./config/base.json" }),
    [ENTRY]: "",
    "build/a.wasm": "",
    [SPEC]: "",
  });
  assert.deepEqual(findReleaseBuild([at(SPEC), at(ENTRY)]), {
    file: at("build/a.wasm"),
    problem: null,
  });
});

test("findReleaseBuild says which source is newer than the build", async (t) => {
  const at = await project(t, {
    "asconfig.json": asconfig(ENTRY),
    [ENTRY]: "",
    [BUILD]: "",
    "assembly/greeting.ts": "",
    [SPEC]: "",
  });
  const greeting = at("assembly/greeting.ts");
  assert.deepEqual(findReleaseBuild([at(SPEC), at(ENTRY), greeting]), {
    file: at(BUILD),
    problem: `${at(BUILD)} is older than ${greeting}; build it first`,
  });
  assert.equal(findReleaseBuild([at(SPEC), at(ENTRY)]).problem, null);
});

test("findReleaseBuild says that there is no build", async (t) => {
  const at = await project(t, {
    "asconfig.json": asconfig(ENTRY),
    [ENTRY]: "",
    [SPEC]: "",
  });
  assert.deepEqual(findReleaseBuild([at(SPEC), at(ENTRY)]), {
    file: at(BUILD),
    problem: `${at(BUILD)} does not exist; build it first`,
  });
});

test("findReleaseBuild has none for a spec that imports no entry", async (t) => {
  const at = await project(t, {
    "asconfig.json": asconfig(ENTRY),
    [ENTRY]: "",
    [BUILD]: "",
    [SPEC]: "",
  });
  assert.deepEqual(findReleaseBuild([at(SPEC)]), {
    file: null,
    problem: "it imports no entry of an asconfig.json",
  });
});

test("findReleaseBuild has none outside of a project", async (t) => {
  const at = await project(t, { [SPEC]: "" });
  assert.deepEqual(findReleaseBuild([at(SPEC)]), {
    file: null,
    problem: "it belongs to no asconfig.json",
  });
  assert.equal(findReleaseBuild([]).file, null);
});
