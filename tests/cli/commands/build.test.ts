import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
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

test("proxy-wasm build writes the same bytes as asc, for every target", async (t) => {
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

test("proxy-wasm build exits with 1 and the compiler's message", async (t) => {
  const folder = await projectCopy(t);
  await writeFile(
    join(folder, "assembly/index.ts"),
    "let a: i32 = true;\nb();",
  );
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /Cannot find name 'b'/);
});

test("proxy-wasm build and serve, and build --watch, explain what TypeScript has and the compiler refuses", async (t) => {
  const folder = await projectCopy(t);
  await writeFile(join(folder, "assembly/index.ts"), 'fetch("http://a/");');
  const line =
    /^ {2}A filter calls a cluster of the proxy: .* See https:\S+#what-waits$/m;
  assert.match(build(folder).stderr, line);
  for (const args of [
    ["build", "--watch"],
    ["serve", "--port", "0"],
  ])
    await startCli(t, folder, args).line(line);
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
  assert.match(stderr, /Cannot build broken: see the errors above\./);
  assert.deepEqual(await readdir(join(folder, "build")), [
    "release.wasm",
    "release.wasm.map",
  ]);
});

test("proxy-wasm build names a target that is missing in asconfig.json", async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, "asconfig.json"), '{"targets":{"a":{}}}');
  const { status, stderr } = build(folder, "--target", "b");
  assert.equal(status, 1);
  assert.equal(stderr, "Cannot build b: asconfig.json has a.\n");
});

test("proxy-wasm build says in a sentence which options the compiler cannot use", async (t) => {
  const folder = await projectCopy(t);
  await writeFile(
    join(folder, "asconfig.json"),
    '{"entries":["assembly/index.ts"],"targets":{"release":null}}',
  );
  const { status, stderr } = build(folder);
  assert.match(stderr, /^Cannot build release: .*release is not an object/);
  assert.equal(status, 1);
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

test("proxy-wasm build --watch compiles again when a source changes, even after an error", async (t) => {
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

test("proxy-wasm build says in a sentence that asconfig.json lists no source", async (t) => {
  const folder = await projectCopy(t);
  for (const base of [{}, { extends: "proxy-wasm-as/asconfig.json" }]) {
    const targets = { release: { outFile: "build/release.wasm" } };
    await writeFile(
      join(folder, "asconfig.json"),
      JSON.stringify({ ...base, targets }),
    );
    const { status, stdout, stderr } = build(folder);
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^Cannot build: .*asconfig\.json lists no source; add "entries": \["assembly\/index\.ts"\]\.\n$/,
    );
  }
});

/** Writes a filter and its asconfig file into a project; returns that file's name. */
async function writeFilter(
  folder: string,
  name: string,
  outFile = `build/${name}/release.wasm`,
): Promise<string> {
  const text = await readFile(join(folder, "assembly/index.ts"), "utf8");
  await writeFile(
    join(folder, `assembly/${name}.ts`),
    text.replace('"add_header"', `"${name}"`),
  );
  const file = `asconfig.${name}.json`;
  await writeFile(
    join(folder, file),
    JSON.stringify({
      extends: "proxy-wasm-as/asconfig.json",
      entries: [`assembly/${name}.ts`],
      targets: { release: { outFile } },
    }),
  );
  return file;
}

test("proxy-wasm build --config builds several modules of a project, each with its description", async (t) => {
  const folder = await projectCopy(t);
  const files = [
    await writeFilter(folder, "first"),
    await writeFilter(folder, "second"),
  ];
  const { status, stderr } = build(folder, "--config", ...files);
  assert.equal(status, 0, stderr);
  for (const name of ["first", "second"]) {
    const text = await readFile(
      join(folder, `build/${name}/runtime-config.json`),
      "utf8",
    );
    const { config } = JSON.parse(text) as { config: unknown };
    assert.deepEqual(config, { rootIds: [name] });
    await readFile(join(folder, `build/${name}/release.wasm`));
  }
});

test("proxy-wasm build --config refuses two modules in one folder, and builds neither", async (t) => {
  const folder = await projectCopy(t);
  const files = [
    await writeFilter(folder, "first", "build/first.wasm"),
    await writeFilter(folder, "second", "build/second.wasm"),
  ];
  const { status, stderr } = build(folder, "--config", ...files);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^Cannot build asconfig\.first\.json and asconfig\.second\.json into one folder, build, .*\n$/,
  );
  await assert.rejects(readdir(join(folder, "build")), { code: "ENOENT" });
});

test("proxy-wasm build --config resolves paths from the file's folder", async (t) => {
  const folder = await projectCopy(t);
  await mkdir(join(folder, "other"));
  await writeFile(
    join(folder, "other/asconfig.json"),
    JSON.stringify({
      extends: "proxy-wasm-as/asconfig.json",
      entries: ["../assembly/index.ts"],
      targets: { release: { outFile: "build/release.wasm" } },
    }),
  );
  const { status, stderr } = build(folder, "--config", "other/asconfig.json");
  assert.equal(status, 0, stderr);
  assert.deepEqual(await readdir(join(folder, "other/build")), [
    "release.wasm",
    "release.wasm.map",
    "runtime-config.json",
  ]);
});

test("proxy-wasm build describes root ids that a package registers, even under another name", async (t) => {
  const folder = await projectCopy(t);
  const source = join(folder, "assembly/index.ts");
  const text = await readFile(source, "utf8");
  await mkdir(join(folder, "node_modules/some-package"), { recursive: true });
  await writeFile(
    join(folder, "node_modules/some-package/index.ts"),
    `import { HttpContext, registerHttpContext as add } from "proxy-wasm-as";
class Other extends HttpContext {}
add<Other>("other");
`,
  );
  await writeFile(source, `import "some-package";\n${text}`);
  const { status, stderr } = build(folder, "--target", "release");
  assert.equal(status, 0, stderr);
  const file = join(folder, "build/runtime-config.json");
  const { config } = JSON.parse(await readFile(file, "utf8")) as {
    config: { rootIds: string[] };
  };
  assert.deepEqual(config.rootIds.toSorted(), ["add_header", "other"]);
});

test("proxy-wasm build refuses a filter that registers nothing, at its own line, as asc does", async (t) => {
  const folder = await projectCopy(t);
  const source = join(folder, "assembly/index.ts");
  await writeFile(
    source,
    'import { log } from "proxy-wasm-as";\nlog.info("");\n',
  );
  const { status, stderr } = build(folder, "--target", "release");
  assert.equal(status, 1);
  assert.match(
    stderr,
    /This module registers nothing.*in assembly\/index\.ts\(2,1\)/s,
  );
  const asc = await runAsc(["--baseDir", folder, "--target", "release"]);
  assert.ok(asc.failed);
  assert.match(asc.stderr, /This module registers nothing/);
});
