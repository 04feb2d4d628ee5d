import assert from "node:assert/strict";
import { test } from "node:test";
import { copyImage } from "../../../cli/oci/copy-image.ts";
import { describe, type Descriptor } from "../../../cli/oci/descriptor.ts";
import { digestOf } from "../../../cli/oci/digest.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import type { Content, ImageStore } from "../../../cli/oci/image-store.ts";
import { readIndex } from "../../../cli/oci/layout-index.ts";
import { OCI_INDEX, OCI_MANIFEST } from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { readImage } from "../../../cli/oci/read-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "./sample-image.ts";

const REFERENCE = parseReference("a:v1");

/** A store that says in which order it was written to. */
function watched(store: ImageStore, calls: string[]): ImageStore {
  return {
    ...store,
    addBlob(descriptor, read, from) {
      calls.push(`part ${descriptor.mediaType}`);
      return store.addBlob(descriptor, read, from);
    },
    addManifest(content, tag) {
      calls.push(`manifest ${tag ?? "by digest"}`);
      return store.addManifest(content, tag);
    },
  };
}

test("copyImage writes the manifest last, and says how each part came", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  await addImage(await sampleImage(), source, "v1");
  const calls: string[] = [];
  const target = watched(layoutStore(await tempFolder(t), REFERENCE), calls);
  const arrivals: string[] = [];
  await copyImage(source, "v1", target, {
    tag: "v2",
    onPart: (_, arrival) => arrivals.push(arrival),
  });
  assert.deepEqual(calls, [
    "part application/vnd.oci.image.config.v1+json",
    "part application/vnd.oci.image.layer.v1.tar+gzip",
    "manifest v2",
  ]);
  assert.deepEqual(arrivals, ["written", "written"]);
  const { runtimeConfig } = await readImage(target, "v2");
  assert.deepEqual(runtimeConfig?.config.rootIds, ["add_header"]);
});

test("copyImage copies an index with all its images, which keep their digests", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  const images = [await sampleImage(), await sampleImage({ variant: "oci" })];
  for (const image of images) await addImage(image, source);
  const manifests = images.map(({ manifest }) => manifest.descriptor);
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
  const descriptor = describe(bytes, OCI_INDEX);
  await source.addManifest({ descriptor, bytes }, "v1");
  const folder = await tempFolder(t);
  const calls: string[] = [];
  const target = watched(layoutStore(folder, REFERENCE), calls);
  const copied = await copyImage(source, "v1", target, { tag: "v1" });
  assert.deepEqual(copied.descriptor, descriptor);
  assert.equal((await readIndex(folder)).length, 1);
  assert.equal(calls.at(-1), "manifest v1");
  for (const { digest } of manifests) await readImage(target, digest);
});

test("copyImage leaves no name where a part cannot be read", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  await addImage(await sampleImage(), source, "v1");
  const folder = await tempFolder(t);
  const broken: ImageStore = {
    ...source,
    readBlob: () => Promise.reject(new Error("the network is gone")),
  };
  const target = layoutStore(folder, REFERENCE);
  await assert.rejects(copyImage(broken, "v1", target, { tag: "v1" }));
  assert.deepEqual(await readIndex(folder), []);
});

/** An index of these manifests, each as often as it is given. */
function indexOf(manifests: Descriptor[]): Content {
  const json = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  const bytes = Buffer.from(JSON.stringify(json));
  return { descriptor: describe(bytes, OCI_INDEX), bytes };
}

test("copyImage copies what is listed again and again once", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  const image = await sampleImage();
  await addImage(image, source);
  let { descriptor } = image.manifest;
  for (let depth = 0; depth < 4; depth++) {
    const index = indexOf([descriptor, descriptor, descriptor]);
    await source.addManifest(index, "v1");
    ({ descriptor } = index);
  }
  const calls: string[] = [];
  const target = watched(layoutStore(await tempFolder(t), REFERENCE), calls);
  await copyImage(source, "v1", target, { tag: "v1" });
  assert.equal(calls.length, image.parts.length + 1 + 4);
});

test("copyImage and readImage refuse indexes in indexes without an end", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  const image = await sampleImage();
  await addImage(image, source);
  let { descriptor } = image.manifest;
  for (let depth = 0; depth < 26; depth++) {
    const index = indexOf([descriptor, { ...descriptor, size: 2 }]);
    await source.addManifest(index, "v1");
    ({ descriptor } = index);
  }
  const target = layoutStore(await tempFolder(t), REFERENCE);
  const error = {
    code: "TOO_LARGE",
    message:
      /^Cannot read the image: a@sha256:\w+ is an index nested in 5 others; 4 levels are read at most\.$/,
  };
  await assert.rejects(copyImage(source, "v1", target, { tag: "v1" }), error);
  await assert.rejects(readImage(source, "v1"), error);
  assert.deepEqual(await readIndex(await tempFolder(t)), []);
});

test("copyImage refuses an image of more parts or bytes than one has", async (t) => {
  const source = layoutStore(await tempFolder(t), REFERENCE);
  const target: ImageStore = {
    ...layoutStore(await tempFolder(t), REFERENCE),
    addBlob: () => Promise.resolve("exists"),
  };
  const { parts } = await sampleImage();
  const [config, layer] = parts.map(({ descriptor }) => descriptor);
  const withLayers = async (layers: Descriptor[]) => {
    const manifest = {
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config,
      layers,
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const descriptor = describe(bytes, OCI_MANIFEST);
    await source.addManifest({ descriptor, bytes });
    return copyImage(source, descriptor.digest, target, { tag: "v1" });
  };
  const other = (index: number): Descriptor => ({
    ...layer,
    digest: digestOf(Buffer.from(String(index))),
    size: 0,
  });
  const many = Array.from({ length: 1000 }, (_, index) => other(index));
  await assert.rejects(withLayers(many), {
    code: "TOO_LARGE",
    message:
      /^Cannot read the image: .* has more than 1000 manifests and parts\.$/,
  });
  const large = many.slice(0, 5).map((each) => ({ ...each, size: 2 ** 28 }));
  await assert.rejects(withLayers(large), {
    code: "TOO_LARGE",
    message: /^Cannot read the image: .* has more than 1073741824 bytes\.$/,
  });
  await assert.rejects(withLayers([{ ...layer, size: 2 ** 40 }]), {
    code: "TOO_LARGE",
    message:
      /is said to have 1099511627776 bytes; a part has 268435456 at most/,
  });
});
