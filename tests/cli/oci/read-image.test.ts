import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { describe, type Descriptor } from "../../../cli/oci/descriptor.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import type { ImageStore } from "../../../cli/oci/image-store.ts";
import { compress, packArchive } from "../../../cli/oci/layer.ts";
import * as types from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { findImage, readImage } from "../../../cli/oci/read-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { tempFolder } from "../../temp-folder.ts";
import { SAMPLE_CONFIG, sampleImage } from "./sample-image.ts";
import { SAMPLE_MODULE } from "./sample-module.ts";

const MODULE = Buffer.from(SAMPLE_MODULE);

async function store(t: TestContext): Promise<ImageStore> {
  return layoutStore(await tempFolder(t), parseReference("a:v1"));
}

async function addPart(
  target: ImageStore,
  bytes: Uint8Array,
  mediaType: string,
): Promise<Descriptor> {
  const descriptor = describe(bytes, mediaType);
  await target.addBlob(descriptor, (sink) => sink(bytes));
  return descriptor;
}

/** Writes a manifest by hand, with one empty config, under the tag v1. */
async function addManifest(
  target: ImageStore,
  layers: Descriptor[],
  mediaType = types.OCI_MANIFEST,
  configType = types.OCI_CONFIG,
): Promise<Descriptor> {
  const config = await addPart(target, Buffer.from("{}"), configType);
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType, config, layers }),
  );
  const descriptor = describe(bytes, mediaType);
  await target.addManifest({ descriptor, bytes }, "v1");
  return descriptor;
}

const archive = async (files: Record<string, Uint8Array>) =>
  compress(await packArchive(new Map(Object.entries(files))));

test("readImage finds the module and its description in both variants", async (t) => {
  for (const variant of ["compat", "oci"] as const) {
    const target = await store(t);
    await addImage(await sampleImage({ variant }), target, "v1");
    const { form, module, runtimeConfig } = await readImage(target, "v1");
    assert.deepEqual(
      { form, module, runtimeConfig },
      { form: variant, module: MODULE, runtimeConfig: SAMPLE_CONFIG },
    );
  }
});

test("readImage finds the module of an image that docker built", async (t) => {
  const target = await store(t);
  const below = await addPart(
    target,
    await archive({ "plugin.wasm": Buffer.from("of a layer below") }),
    types.DOCKER_LAYER,
  );
  const last = await addPart(
    target,
    await archive({ "opt/plugin.wasm": MODULE }),
    types.DOCKER_LAYER,
  );
  await addManifest(target, [below, last], types.DOCKER_MANIFEST);
  const { form, module, runtimeConfig } = await readImage(target, "v1");
  assert.deepEqual({ form, module }, { form: "docker", module: MODULE });
  assert.equal(runtimeConfig, undefined);
});

test("readImage takes a module of another name where it is the only one", async (t) => {
  const target = await store(t);
  const files = { "add-header.wasm": MODULE, "readme.md": Buffer.from("#") };
  const layer = await addPart(target, await archive(files), types.OCI_LAYER);
  await addManifest(target, [layer]);
  const { module, refusal } = await readImage(target, "v1");
  assert.deepEqual(module, MODULE);
  assert.equal(
    refusal,
    "Istio, Envoy Gateway and Higress refuse this image: its module is in the file add-header.wasm, not in plugin.wasm.",
  );
});

test("readImage finds a bare module alone, with the config that wasme wrote", async (t) => {
  const target = await store(t);
  const layer = await addPart(target, MODULE, types.WASM_LAYER);
  const { OCI_MANIFEST, WASM_CONFIG } = types;
  await addManifest(target, [layer], OCI_MANIFEST, WASM_CONFIG);
  const { module, runtimeConfig } = await readImage(target, "v1");
  assert.deepEqual(module, MODULE);
  assert.deepEqual(runtimeConfig?.abiVersions, []);
});

test("readImage takes an index's image for linux/amd64, else the first that is one", async (t) => {
  const target = await store(t);
  const layerOf = async (files: Record<string, Uint8Array>) =>
    addPart(target, await archive(files), types.OCI_LAYER);
  const good = await addManifest(target, [
    await layerOf({ "plugin.wasm": MODULE }),
  ]);
  const other = await addManifest(target, [
    await layerOf({ "x.txt": Buffer.from("none") }),
  ]);
  const on = (each: Descriptor, os: string, architecture: string) => ({
    ...each,
    platform: { os, architecture },
  });
  const lists: [Descriptor[], RegExp | undefined][] = [
    [[on(other, "linux", "arm64"), on(good, "linux", "amd64")], undefined],
    [
      [on(other, "unknown", "unknown"), on(good, "wasip1", "wasm")],
      /refuse this image: its index has no image for linux\/amd64\.$/,
    ],
    // To the agents one without a platform is for linux/amd64.
    [[on(other, "linux", "arm64"), good], undefined],
    [[good], undefined],
  ];
  for (const [manifests, refused] of lists) {
    const mediaType = types.DOCKER_INDEX;
    const index = { schemaVersion: 2, mediaType, manifests };
    const bytes = Buffer.from(JSON.stringify(index));
    const descriptor = describe(bytes, mediaType);
    await target.addManifest({ descriptor, bytes }, "v1");
    assert.deepEqual((await readImage(target, "v1")).module, MODULE);
    const { refusal } = await findImage(target, "v1");
    if (refused) assert.match(refusal ?? "", refused);
    else assert.equal(refusal, undefined);
  }
});

test("readImage says what an image holds instead of a module", async (t) => {
  const target = await store(t);
  const text = Buffer.from("# hello");
  const cases: [Uint8Array, string, string][] = [
    [
      text,
      "text/markdown",
      "a:v1 holds no Wasm module: its last layer is text/markdown.",
    ],
    [
      await archive({ "x.txt": text }),
      types.OCI_LAYER,
      "a:v1 holds no Wasm module: its last layer has no plugin.wasm.",
    ],
    [
      text,
      types.WASM_LAYER,
      "What a:v1 holds is not a Wasm module: it does not begin with \\0asm.",
    ],
  ];
  for (const [bytes, mediaType, message] of cases) {
    await addManifest(target, [await addPart(target, bytes, mediaType)]);
    await assert.rejects(readImage(target, "v1"), {
      code: "NOT_WASM",
      message,
    });
  }
  await addManifest(target, []);
  await assert.rejects(readImage(target, "v1"), {
    message: "a:v1 holds no Wasm module: its last layer is nothing.",
  });
});
