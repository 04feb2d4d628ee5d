import assert from "node:assert/strict";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { describe } from "../../../cli/oci/descriptor.ts";
import { readIndex } from "../../../cli/oci/layout-index.ts";
import { pruneLayout, removeNames } from "../../../cli/oci/layout-removal.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import { OCI_INDEX } from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { readImage } from "../../../cli/oci/read-image.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "./sample-image.ts";

const REFERENCE = parseReference("localhost:5000/me/add-header");
const NAME = "localhost:5000/me/add-header";

const setUp = async (t: TestContext) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const blobs = () => readdir(join(folder, "blobs/sha256"));
  const names = async () => (await readIndex(folder)).map(({ name }) => name);
  return { folder, store, blobs, names };
};

test("removeNames removes the parts of an image with its last name", async (t) => {
  const { folder, store, blobs, names } = await setUp(t);
  const image = await sampleImage();
  await addImage(image, store, "v1");
  await addImage(image, store, "v2");
  const first = await removeNames(folder, [`${NAME}:v1`]);
  assert.deepEqual(first, { parts: [], bytes: 0 });
  assert.deepEqual(await names(), [`${NAME}:v2`]);
  await readImage(store, "v2");
  const all = [image.manifest, ...image.parts];
  const last = await removeNames(folder, [`${NAME}:v2`]);
  assert.equal(last.parts.length, all.length);
  assert.equal(
    last.bytes,
    all.reduce((sum, { bytes }) => sum + bytes.length, 0),
  );
  assert.deepEqual(await blobs(), []);
  assert.deepEqual(await names(), []);
});

test("removeNames keeps the parts that another image has", async (t) => {
  const { folder, store, blobs } = await setUp(t);
  const annotations = { a: "b" };
  await addImage(await sampleImage(), store, "v1");
  await addImage(await sampleImage({ annotations }), store, "v2");
  const { parts } = await removeNames(folder, [`${NAME}:v1`]);
  assert.equal(parts.length, 1);
  assert.equal((await blobs()).length, 3);
  await readImage(store, "v2");
});

test("removeNames removes all images of an index, and keeps what other tools listed", async (t) => {
  const { folder, store, blobs } = await setUp(t);
  const [one, two] = [
    await sampleImage(),
    await sampleImage({ variant: "oci" }),
  ];
  await addImage(one, store);
  await addImage(two, store);
  const manifests = [one, two].map(({ manifest }) => manifest.descriptor);
  const json = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  const bytes = Buffer.from(JSON.stringify(json));
  const descriptor = describe(bytes, OCI_INDEX);
  await store.addManifest({ descriptor, bytes }, "v1");
  // An artifact of another tool, without a name, whose layer is in the image too.
  const path = join(folder, "index.json");
  const index = JSON.parse(await readFile(path, "utf8")) as typeof json;
  index.manifests.push(two.manifest.descriptor);
  await writeFile(path, JSON.stringify(index));
  await removeNames(folder, [`${NAME}:v1`]);
  assert.equal(
    (await blobs()).length,
    new Set([two.manifest, ...two.parts].map((each) => each.descriptor.digest))
      .size,
  );
});

test("removeNames removes nothing where a name is not there", async (t) => {
  const { folder, store, names } = await setUp(t);
  await addImage(await sampleImage(), store, "v1");
  await assert.rejects(removeNames(folder, [`${NAME}:v1`, `${NAME}:v2`]), {
    code: "NOT_FOUND",
    message: `${NAME}:v2 is not in ${folder}.`,
  });
  assert.deepEqual(await names(), [`${NAME}:v1`]);
});

test("pruneLayout removes what no name refers to, and what a killed command left long ago", async (t) => {
  const { folder, store, blobs } = await setUp(t);
  await addImage(await sampleImage({ variant: "oci" }), store, "v1");
  const before = (await blobs()).sort();
  await addImage(await sampleImage(), store);
  const [old, fresh] = [".a.1.tmp", ".b.2.tmp"];
  for (const file of [old, fresh]) {
    await writeFile(join(folder, "blobs/sha256", file), "part");
  }
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(join(folder, "blobs/sha256", old), longAgo, longAgo);
  const trial = await pruneLayout(folder, { isTrial: true });
  assert.equal((await blobs()).length, before.length + 3 + 2);
  assert.deepEqual(await pruneLayout(folder), trial);
  assert.equal(trial.parts.length, 3);
  assert.deepEqual((await blobs()).sort(), [fresh, ...before]);
  await readImage(store, "v1");
  assert.deepEqual(await pruneLayout(folder), { parts: [], bytes: 0 });
});

test("pruneLayout has nothing to do where there are no images", async (t) => {
  const folder = join(await tempFolder(t), "none");
  assert.deepEqual(await pruneLayout(folder), { parts: [], bytes: 0 });
});

test("layoutStore gives no name to an image whose part another command removed", async (t) => {
  const { folder, store, names } = await setUp(t);
  const { manifest, parts } = await sampleImage();
  for (const { descriptor, bytes } of parts) {
    await store.addBlob(descriptor, (sink) => sink(bytes));
  }
  await pruneLayout(folder);
  await assert.rejects(store.addManifest(manifest, "v1"), {
    code: "NOT_FOUND",
    message: new RegExp(
      `^${NAME}:v1 is not complete: sha256:\\w+ is missing, which another command may have removed\\. Run it again\\.$`,
    ),
  });
  assert.deepEqual(await names(), []);
});
