import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { testFolder } from "../images/test-folder.ts";

const PACKED = /^Packed add-header:v1 \(\d+ B\)\nsha256:[0-9a-f]{64}\n$/;

test("pack keeps an image among the local ones, the same one each time", async (t) => {
  const { run } = await testFolder(t);
  const first = run(["pack", "filter.wasm", "add-header:v1"]);
  assert.equal(first.stderr, "");
  assert.match(first.stdout, PACKED);
  const again = run(["pack", "filter.wasm", "add-header:v1"]);
  assert.equal(again.stdout, first.stdout);
  const other = run(["pack", "filter.wasm", "add-header:v1", "--root-id", "a"]);
  assert.match(other.stdout, PACKED);
  assert.notEqual(other.stdout, first.stdout);
});

test("pack takes the root ids in the runtime-config.json that build left beside the module", async (t) => {
  const { folder, run } = await testFolder(t);
  const digestOf = (...options: string[]) => {
    const args = ["pack", "filter.wasm", "a:v1", "--json", ...options];
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 0, stderr);
    return (JSON.parse(stdout) as { digest: string }).digest;
  };
  const describe = (abi: string) =>
    writeFile(
      join(folder, "runtime-config.json"),
      JSON.stringify({
        type: "envoy_proxy",
        abiVersions: [abi],
        config: { rootIds: ["mine"] },
      }),
    );
  const [none, mine, other] = [[], ["mine"], ["other"]].map((ids) =>
    digestOf(...ids.flatMap((id) => ["--root-id", id])),
  );
  await describe("v0.2.1");
  assert.equal(digestOf(), mine);
  assert.equal(digestOf("--root-id", "other"), other);
  // Of another ABI, and so of another module.
  await describe("v0.2.0");
  assert.equal(digestOf(), none);
});

test("pack makes either variant, and prints JSON for scripts", async (t) => {
  const { run } = await testFolder(t);
  for (const form of ["compat", "oci"]) {
    const args = ["filter.wasm", "a:v1", "--variant", form, "--json"];
    const { stdout } = run(["pack", ...args, "--annotation", "a.b=c=d"]);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(report), ["name", "digest", "size", "form"]);
    assert.equal(report.name, "a:v1");
    assert.equal(report.form, form);
  }
});

test("pack says in one sentence what is wrong, and writes nothing", async (t) => {
  const { folder, run } = await testFolder(t);
  const before = await readdir(folder);
  const cases: [string[], number, RegExp][] = [
    [
      ["none.wasm", "a:v1"],
      1,
      /^Cannot read none\.wasm: there is no such file\.\n$/,
    ],
    [[".", "a:v1"], 1, /^Cannot read \.: it is a folder\.\n$/],
    [
      ["text.txt", "a:v1"],
      1,
      /^text\.txt is not a Wasm module: it does not begin with \\0asm\.\n$/,
    ],
    [
      ["filter.wasm", "a:v1", "--config", "text.txt"],
      1,
      /^text\.txt cannot be read: .* JSON.*\.\n$/,
    ],
    [
      ["filter.wasm", "a:v1", "--config", "x", "--root-id", "y"],
      2,
      /^Cannot pack with --config and --root-id: .*\.\n$/,
    ],
    [
      ["filter.wasm", "A:v1"],
      2,
      /"A:v1" is not the name of an image: .* lower case\./,
    ],
    [
      ["filter.wasm", `a@sha256:${"0".repeat(64)}`],
      2,
      /Name a tag: the digest follows from the content of the image\./,
    ],
    [["filter.wasm", "a", "--annotation", "x"], 2, /Write it as KEY=VALUE\./],
  ];
  for (const [args, status, stderr] of cases) {
    const result = run(["pack", ...args]);
    assert.match(result.stderr, stderr);
    assert.equal(result.status, status);
    assert.equal(result.stdout, "");
  }
  assert.deepEqual(await readdir(folder), before);
});
