import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compress, packArchive, unpackLayer } from "../../../cli/oci/layer.ts";
import { digestOf } from "../../../cli/oci/digest.ts";
import { tempFolder } from "../../temp-folder.ts";

const text = (content: string): Uint8Array => Buffer.from(content);

const isModule = (name: string): boolean => name.endsWith(".wasm");

test("packArchive makes the same bytes of the same files, whenever and in any order", async () => {
  const one = new Map([
    ["plugin.wasm", text("module")],
    ["a.json", text("{}")],
  ]);
  const other = new Map([...one].reverse());
  const archive = await packArchive(one);
  assert.deepEqual(await packArchive(other), archive);
  assert.equal(
    digestOf(archive),
    "sha256:f7a1fa6795f34ec2267cff98949f2aa12515a1d14bb99fc105600b6ed7955a34",
  );
});

test("compress leaves out when and where it was made", () => {
  const header = compress(text("module")).subarray(0, 10);
  assert.deepEqual([...header], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
});

test("unpackLayer reads what tar writes, by base names, compressed or not", async (t) => {
  const folder = await tempFolder(t);
  await mkdir(join(folder, "deep"));
  await writeFile(join(folder, "deep/plugin.wasm"), "module");
  await writeFile(join(folder, "x.json"), "{}");
  for (const options of ["-cf", "-czf"]) {
    execFileSync("tar", [options, "layer", "./deep", "x.json"], {
      cwd: folder,
    });
    const files = await unpackLayer(
      await readFile(join(folder, "layer")),
      "a:v1",
    );
    assert.deepEqual([...files.keys()].sort(), ["plugin.wasm", "x.json"]);
    assert.equal(Buffer.from(files.get("plugin.wasm")!).toString(), "module");
  }
});

test("tar lists what packArchive wrote", async (t) => {
  const folder = await tempFolder(t);
  const files = new Map([["plugin.wasm", text("module")]]);
  const path = join(folder, "layer.tar.gz");
  await writeFile(path, compress(await packArchive(files)));
  const listed = execFileSync("tar", ["-tvzf", path], {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  });
  assert.match(listed, /^-rw-r--r-- 0\/0 +6 1970-01-01 00:00 plugin\.wasm\n$/);
});

test("unpackLayer says that a layer is not an archive, or is cut short", async () => {
  const whole = compress(await packArchive(new Map([["a", text("b")]])));
  for (const layer of [text("x".repeat(600)), whole.subarray(0, 40)]) {
    await assert.rejects(unpackLayer(layer, "a:v1"), {
      code: "BAD_LAYER",
      message: /^The layer of a:v1 is not a tar archive compressed with gzip: /,
    });
  }
});

test("unpackLayer says what to do about an archive that is compressed with zstd", async () => {
  const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x00, 0x01]);
  await assert.rejects(unpackLayer(zstd, "a:v1"), {
    code: "BAD_LAYER",
    message:
      "The layer of a:v1 is compressed with zstd, which Istio, Envoy Gateway and Higress refuse: build the image with gzip.",
  });
});

test("unpackLayer stops where a few bytes become more than any proxy loads", async () => {
  const zeros = Buffer.alloc(257 * 1024 * 1024);
  for (const files of [
    new Map([["plugin.wasm", zeros]]),
    new Map([["other", zeros]]),
  ]) {
    const layer = compress(await packArchive(files));
    const before = process.memoryUsage().rss;
    await assert.rejects(unpackLayer(layer, "a:v1", isModule), {
      code: "TOO_LARGE",
      message:
        "The layer of a:v1 holds more than 268435456 bytes; no proxy loads one that large.",
    });
    const grown = process.memoryUsage().rss - before;
    if (!files.has("plugin.wasm")) assert.ok(grown < 64 * 1024 * 1024);
  }
});

test("unpackLayer keeps only the start of a large file that is not a module", async () => {
  const zeros = Buffer.alloc(200 * 1024 * 1024);
  const layer = compress(await packArchive(new Map([["plugin.wasm", zeros]])));
  assert.ok(layer.length < 512 * 1024);
  const before = process.memoryUsage().rss;
  const files = await unpackLayer(layer, "a:v1", isModule);
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 64 * 1024 * 1024, `it took ${grown} bytes`);
  assert.deepEqual(files.get("plugin.wasm"), Buffer.alloc(1024));
});

test("unpackLayer keeps all of a large module", async () => {
  const module = Buffer.alloc(3 * 1024 * 1024, "x");
  module.set([0x00, 0x61, 0x73, 0x6d]);
  const layer = compress(await packArchive(new Map([["plugin.wasm", module]])));
  const files = await unpackLayer(layer, "a:v1", isModule);
  assert.ok(module.equals(files.get("plugin.wasm")!));
});

test("unpackLayer counts files, and keeps those that are wanted", async () => {
  const many = Array.from({ length: 10_001 }, (_, index) => `${index}.wasm`);
  const layer = await packArchive(
    new Map(many.map((name) => [name, text("")])),
  );
  await assert.rejects(unpackLayer(layer, "a:v1"), {
    code: "TOO_LARGE",
    message: /holds more than 10000 files;/,
  });
  const two = await packArchive(
    new Map([
      ["a/plugin.wasm", text("first")],
      ["b/plugin.wasm", text("second")],
      ["README", text("read me")],
    ]),
  );
  assert.deepEqual(
    await unpackLayer(two, "a:v1", isModule),
    new Map([["plugin.wasm", text("first")]]),
  );
});
