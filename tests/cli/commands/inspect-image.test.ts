import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImageDescription } from "../../../cli/images/describe-image.ts";
import type { Inspection } from "../../../cli/inspect/inspection.ts";
import { SPEC_LAYER } from "../../../cli/oci/media-types.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { addHandMade, archiveLayer } from "../images/hand-made-image.ts";
import { FILTER, testFolder } from "../images/test-folder.ts";

type Inspected = Inspection & { image: ImageDescription };

test("inspect reads an image from its registry: its manifest, its root ids and its module", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const name = `${host}/me/add-header:v1`;
  const pack = ["-f", "filter.wasm", "--root-id", "add_header", "other"];
  const pushed = run(["push", name, ...pack, "--plain-http"]);
  const [, digest] = pushed.stdout.split("\n");
  const { status, stdout, stderr } = run(["inspect", name, "--plain-http"]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.ok(stdout.startsWith(`${name}\n  digest`), stdout);
  for (const line of [
    `  digest +${digest}`,
    "  form +compat",
    "  ABI +v0\\.2\\.1",
    "  root ids +add_header, other",
    "  layer +application/vnd\\.oci\\.image\\.layer\\.v1\\.tar\\+gzip, \\d+ B, \\w{12}",
    "  module\\.wasm\\.image/variant +compat",
    `${name}: ${FILTER.length} bytes, ABI 0\\.2\\.1, checked against envoy-1\\.40`,
  ]) {
    assert.match(stdout, new RegExp(`^${line}$`, "m"));
  }
  const json = run(["inspect", `oci://${name}`, "--plain-http", "--json"]);
  const { image, size, findings } = JSON.parse(json.stdout) as Inspected;
  assert.equal(size, FILTER.length);
  assert.deepEqual(
    findings.map(({ id }) => id),
    ["names-missing"],
  );
  assert.equal(image.digest, digest);
  assert.deepEqual(image.runtimeConfig?.config.rootIds, [
    "add_header",
    "other",
  ]);
});

test("inspect shows the spec.yaml of a Higress plugin, whose schema is in it", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const spec = "apiVersion: 1.0.0\nspec:\n  configSchema: {}\n";
  const layers = [
    [Buffer.from(spec), SPEC_LAYER],
    await archiveLayer("plugin.wasm", FILTER),
  ] as [Uint8Array, string][];
  await addHandMade(sampleStore(t, host), layers, "v1");
  const name = `${host}/me/add-header:v1`;
  const { status, stdout } = run(["inspect", name, "--plain-http"]);
  assert.equal(status, 0);
  assert.match(stdout, /^ {2}root ids +not said$/m);
  assert.ok(
    stdout.includes(
      "\nspec.yaml\n  apiVersion: 1.0.0\n  spec:\n    configSchema: {}\n",
    ),
  );
});

test("inspect ends with 1 for an image that agents refuse, though its module is good", async (t) => {
  const { images, run } = await testFolder(t);
  const layer = await archiveLayer("filter.wasm", FILTER);
  await addHandMade(images("a"), [layer], "v1");
  const { status, stdout } = run(["inspect", "a:v1", "--offline"]);
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^warning: Istio, Envoy Gateway and Higress refuse this image: its module is in the file filter\.wasm, /m,
  );
});

test("inspect takes what has no tag and no digest for a file", async (t) => {
  const { folder, run } = await testFolder(t);
  const missing = run(["inspect", "me/add-header"]);
  assert.equal(
    missing.stderr,
    "Cannot read the module me/add-header: there is no such file.\n",
  );
  const absent = run(["inspect", "a:v1", "--offline"]);
  assert.equal(absent.stderr, `a:v1 is not in ${folder}/store.\n`);
  assert.equal(absent.status, 1);
});

test("resolve prints the name with the digest that a tag has, in the registry or among the local images", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const name = `${host}/me/add-header`;
  const file = ["-f", "filter.wasm", "--plain-http"];
  const pushed = run(["push", `${name}:v1`, ...file]);
  const [, digest] = pushed.stdout.split("\n");
  const resolved = run(["resolve", `${name}:v1`, "--plain-http"]);
  assert.equal(resolved.stdout, `${name}@${digest}\n`);
  run(["pack", "filter.wasm", `${name}:v1`, "--root-id", "later"]);
  const local = run(["resolve", `${name}:v1`, "--offline", "--json"]);
  const json = JSON.parse(local.stdout) as { name: string; digest: string };
  assert.notEqual(json.digest, digest);
  assert.equal(json.name, `${name}@${json.digest}`);
  const absent = run(["resolve", `${name}:v2`, "--plain-http"]);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /answers 404 .*; there is no such image/);
});
