import assert from "node:assert/strict";
import { test } from "node:test";
import { copyImage } from "../../../cli/oci/copy-image.ts";
import { describe } from "../../../cli/oci/descriptor.ts";
import { layoutPlace } from "../../../cli/oci/image-layout.ts";
import type { ImagePlace } from "../../../cli/oci/image-place.ts";
import { readIndex } from "../../../cli/oci/layout-index.ts";
import { OCI_INDEX } from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { readImage } from "../../../cli/oci/read-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "./sample-image.ts";

const REFERENCE = parseReference("a:v1");

/** A place that says in which order it was written to. */
function watched(place: ImagePlace, calls: string[]): ImagePlace {
  return {
    ...place,
    addBlob(descriptor, read, from) {
      calls.push(`part ${descriptor.mediaType}`);
      return place.addBlob(descriptor, read, from);
    },
    addManifest(content, tag) {
      calls.push(`manifest ${tag ?? "by digest"}`);
      return place.addManifest(content, tag);
    },
  };
}

test("copyImage writes the manifest last, and says how each part came", async (t) => {
  const source = layoutPlace(await tempFolder(t), REFERENCE);
  await addImage(await sampleImage(), source, "v1");
  const calls: string[] = [];
  const target = watched(layoutPlace(await tempFolder(t), REFERENCE), calls);
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
  const source = layoutPlace(await tempFolder(t), REFERENCE);
  const images = [await sampleImage(), await sampleImage({ variant: "oci" })];
  for (const image of images) await addImage(image, source);
  const manifests = images.map(({ manifest }) => manifest.descriptor);
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
  const descriptor = describe(bytes, OCI_INDEX);
  await source.addManifest({ descriptor, bytes }, "v1");
  const folder = await tempFolder(t);
  const calls: string[] = [];
  const target = watched(layoutPlace(folder, REFERENCE), calls);
  const copied = await copyImage(source, "v1", target, { tag: "v1" });
  assert.deepEqual(copied.descriptor, descriptor);
  assert.equal((await readIndex(folder)).length, 1);
  assert.equal(calls.at(-1), "manifest v1");
  for (const { digest } of manifests) await readImage(target, digest);
});

test("copyImage leaves no name where a part cannot be read", async (t) => {
  const source = layoutPlace(await tempFolder(t), REFERENCE);
  await addImage(await sampleImage(), source, "v1");
  const folder = await tempFolder(t);
  const broken: ImagePlace = {
    ...source,
    blob: () => Promise.reject(new Error("the network is gone")),
  };
  const target = layoutPlace(folder, REFERENCE);
  await assert.rejects(copyImage(broken, "v1", target, { tag: "v1" }));
  assert.deepEqual(await readIndex(folder), []);
});
