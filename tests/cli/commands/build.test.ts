import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { runAsc } from "../../compile.ts";
import { tempFolder } from "../../temp-folder.ts";
import { projectCopy } from "../project-copy.ts";
import { runCli } from "../run-cli.ts";
import { startCli } from "../start-cli.ts";

function build(cwd: string, ...args: string[]) {
  return runCli(["build", ...args], { cwd });
}

test("proxy-wasm build leaves the bytes that asc leaves, for every target", async (t) => {
  const ours = await projectCopy(t);
  const { status, stderr } = build(ours);
  assert.equal(status, 0, stderr);
  const theirs = await projectCopy(t);
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
  const folder = await projectCopy(t);
  assert.equal(build(folder, "--target", "release").status, 0);
  assert.deepEqual(await readdir(join(folder, "build")), [
    "release.wasm",
    "release.wasm.map",
    "runtime-config.json",
  ]);
  const text = await readFile(
    join(folder, "build/runtime-config.json"),
    "utf8",
  );
  assert.deepEqual(JSON.parse(text), {
    type: "envoy_proxy",
    abiVersions: ["v0.2.1"],
    config: { rootIds: ["add_header"] },
  });
});

test("proxy-wasm build ends with status 1 and the compiler's message", async (t) => {
  const folder = await projectCopy(t);
  await writeFile(
    join(folder, "assembly/index.ts"),
    "let a: i32 = true;\nb();",
  );
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /Cannot find name 'b'/);
});

test("proxy-wasm build writes runtime-config.json once, when all targets are built", async (t) => {
  const folder = await projectCopy(t);
  const file = join(folder, "asconfig.json");
  const config = JSON.parse(await readFile(file, "utf8")) as object;
  const targets = {
    release: { outFile: "build/release.wasm" },
    broken: { outFile: "build/broken.wasm", transform: ["./none.js"] },
  };
  await writeFile(file, JSON.stringify({ ...config, targets }));
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /Cannot build broken: see the findings above\./);
  assert.deepEqual(await readdir(join(folder, "build")), [
    "release.wasm",
    "release.wasm.map",
  ]);
});

test("proxy-wasm build names a target that asconfig.json lacks", async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, "asconfig.json"), '{"targets":{"a":{}}}');
  const { status, stderr } = build(folder, "--target", "b");
  assert.equal(status, 1);
  assert.equal(stderr, "Cannot build b: asconfig.json has a.\n");
});

test("proxy-wasm build refuses a module that Envoy would refuse", async (t) => {
  const folder = await projectCopy(t);
  const source = join(folder, "assembly/index.ts");
  const text = await readFile(source, "utf8");
  await writeFile(
    source,
    `${text}
@external("env", "no_such_function")
declare function noSuchFunction(): void;
export function callIt(): void {
  noSuchFunction();
}
`,
  );
  const { status, stderr } = build(folder, "--target", "release");
  assert.equal(status, 1);
  assert.match(stderr, /^Envoy would refuse .*env\.no_such_function.*/);
});

test("proxy-wasm build --watch compiles again when a source changes, also after an error", async (t) => {
  const folder = await projectCopy(t);
  const source = join(folder, "assembly/index.ts");
  const text = await readFile(source, "utf8");
  const cli = startCli(t, folder, ["build", "--watch", "--target", "release"]);
  await cli.line(/^Compiled in \d+ ms\.$/);
  await writeFile(source, "let a: i32 = none;");
  await cli.line(/^Cannot build release/);
  cli.output.length = 0;
  await writeFile(source, text);
  await cli.line(/^Compiled in \d+ ms\.$/);
  assert.equal(await cli.stop(), 0);
});
