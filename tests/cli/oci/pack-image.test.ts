import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { imageForm } from "../../../cli/oci/agent-rules.ts";
import { digestOf } from "../../../cli/oci/digest.ts";
import { parseManifest } from "../../../cli/oci/manifest.ts";
import type { PackedImage } from "../../../cli/oci/pack-image.ts";
import { sampleImage } from "./sample-image.ts";
import { SAMPLE_MODULE } from "./sample-module.ts";

function manifestOf({ manifest }: PackedImage) {
  const read = parseManifest(manifest.bytes, "a:v1");
  assert.equal(read.kind, "manifest");
  return read;
}

test("packImage makes the compat variant that agents load, by default", async () => {
  const image = await sampleImage({ annotations: { b: "2", a: "1" } });
  const manifest = manifestOf(image);
  assert.deepEqual(imageForm(manifest), { form: "compat" });
  assert.deepEqual(Object.entries(manifest.annotations), [
    ["a", "1"],
    ["b", "2"],
    ["module.wasm.image/variant", "compat"],
  ]);
  const [config, layer] = image.parts;
  const { rootfs } = JSON.parse(Buffer.from(config.bytes).toString()) as {
    rootfs: { diff_ids: string[] };
  };
  assert.deepEqual(rootfs.diff_ids, [digestOf(gunzipSync(layer.bytes))]);
});

test("packImage makes the oci variant with two layers", async () => {
  const image = await sampleImage({ variant: "oci" });
  const manifest = manifestOf(image);
  assert.deepEqual(imageForm(manifest), { form: "oci" });
  assert.deepEqual(manifest.annotations, {
    "module.wasm.runtime/abi_version": "v0.2.1",
    "module.wasm.runtime/type": "envoy_proxy",
  });
  assert.deepEqual(image.parts.at(-1)?.bytes, SAMPLE_MODULE);
  assert.deepEqual(
    manifest.layers.map(({ annotations }) => annotations),
    [
      { "org.opencontainers.image.title": "runtime-config.json" },
      { "org.opencontainers.image.title": "filter.wasm" },
    ],
  );
});

test("packImage makes the same bytes of the same input", async () => {
  for (const variant of ["compat", "oci"] as const) {
    const annotations = { a: "1", b: "2" };
    const one = await sampleImage({ variant, annotations });
    const shuffled = { b: "2", a: "1" };
    const other = await sampleImage({ variant, annotations: shuffled });
    assert.deepEqual(one, other);
  }
  // What the compressor writes is the same in one release of Node only.
  const { manifest } = await sampleImage({ variant: "oci" });
  assert.equal(
    manifest.descriptor.digest,
    "sha256:f161a1a6417bfe3b488eca9de97f4f805056204e8050a949a133558e42f9e9f1",
  );
});
