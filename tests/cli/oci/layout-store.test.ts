import assert from "node:assert/strict";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { digestOf } from "../../../cli/oci/digest.ts";
import { layoutStore, storeFolder } from "../../../cli/oci/layout-store.ts";
import { lockIndex, readIndex } from "../../../cli/oci/layout-index.ts";
import { readPart } from "../../../cli/oci/image-store.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "./sample-image.ts";

const REFERENCE = parseReference("localhost:5000/me/add-header:v1");
const NAME = "localhost:5000/me/add-header:v1";

test("storeFolder is the user's cache, or what PROXY_WASM_STORE says", () => {
  const HOME = "/users/me";
  assert.equal(storeFolder({ HOME }), "/users/me/.cache/proxy-wasm/images");
  const XDG_CACHE_HOME = "/cache";
  assert.equal(
    storeFolder({ HOME, XDG_CACHE_HOME }),
    "/cache/proxy-wasm/images",
  );
  const PROXY_WASM_STORE = "/images";
  assert.equal(storeFolder({ XDG_CACHE_HOME, PROXY_WASM_STORE }), "/images");
});

test("layoutStore writes what OCI's image layout says, and reads it again", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const image = await sampleImage();
  await addImage(image, store, "v1");
  const { digest } = image.manifest.descriptor;
  for (const name of ["v1", digest]) {
    assert.deepEqual(await store.manifest(name), {
      descriptor: image.manifest.descriptor,
      bytes: Buffer.from(image.manifest.bytes),
    });
  }
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), "utf8"));
  assert.deepEqual(await json("oci-layout"), { imageLayoutVersion: "1.0.0" });
  const blobs = await readdir(join(folder, "blobs/sha256"));
  assert.equal(blobs.length, 3);
  for (const blob of blobs) {
    const bytes = await readFile(join(folder, "blobs/sha256", blob));
    assert.equal(digestOf(bytes), `sha256:${blob}`);
  }
  const files = ["blobs", "index.json", "oci-layout"];
  assert.deepEqual((await readdir(folder)).sort(), files);
});

test("layoutStore moves a name to a new image, and keeps the others", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const before = await sampleImage();
  const after = await sampleImage({ variant: "oci" });
  await addImage(before, store, "v1");
  await addImage(before, store, "v2");
  await addImage(after, store, "v1");
  const entries = await readIndex(folder);
  assert.deepEqual(
    entries.map(({ name, descriptor }) => [name, descriptor.digest]).sort(),
    [
      [NAME, after.manifest.descriptor.digest],
      [NAME.replace("v1", "v2"), before.manifest.descriptor.digest],
    ],
  );
  assert.ok(
    entries.every(({ updated }) => !Number.isNaN(Date.parse(updated!))),
  );
});

test("layoutStore keeps the names of all that write at a time", async (t) => {
  const folder = await tempFolder(t);
  const image = await sampleImage();
  const tags = Array.from({ length: 8 }, (_, index) => `v${index}`);
  await Promise.all(
    tags.map((tag) => addImage(image, layoutStore(folder, REFERENCE), tag)),
  );
  assert.equal((await readIndex(folder)).length, tags.length);
});

test("layoutStore neither reads nor writes a part that is there", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const { parts } = await sampleImage();
  const { descriptor, bytes } = parts[0];
  assert.equal(
    await store.addBlob(descriptor, (sink) => sink(bytes)),
    "written",
  );
  const again = () => assert.fail("it reads the part");
  assert.equal(await store.addBlob(descriptor, again), "exists");
});

test("layoutStore writes a part again that was damaged", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const image = await sampleImage();
  await addImage(image, store, "v1");
  const { descriptor, bytes } = image.parts[0];
  const path = join(folder, "blobs", descriptor.digest.replace(":", "/"));
  await writeFile(path, bytes.slice(1));
  const arrival = await store.addBlob(descriptor, (sink) => sink(bytes));
  assert.equal(arrival, "written");
  assert.deepEqual(await readPart(store, descriptor), Buffer.from(bytes));
});

test("layoutStore reads and keeps the names around an entry that is none", async (t) => {
  const folder = await tempFolder(t);
  const image = await sampleImage();
  await addImage(image, layoutStore(folder, REFERENCE), "v1");
  const path = join(folder, "index.json");
  const index = JSON.parse(await readFile(path, "utf8")) as {
    manifests: unknown[];
  };
  const odd = [null, 7, { digest: "sha256:1" }, { annotations: 3 }];
  index.manifests.push(...odd);
  await writeFile(path, JSON.stringify(index));
  await addImage(image, layoutStore(folder, REFERENCE), "v2");
  const names = (await readIndex(folder)).map(({ name }) => name);
  assert.deepEqual(names.sort(), [NAME, NAME.replace("v1", "v2")]);
  const after = JSON.parse(await readFile(path, "utf8")) as typeof index;
  assert.deepEqual(after.manifests.slice(1, 5), odd);
});

test("layoutStore says what is not there, and what is damaged", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const absent = { code: "NOT_FOUND", message: `${NAME} is not in ${folder}.` };
  await assert.rejects(store.manifest("v1"), absent);
  const image = await sampleImage();
  await addImage(image, store, "v1");
  await assert.rejects(store.manifest("v2"), { code: "NOT_FOUND" });
  const { descriptor } = image.parts[0];
  const path = join(folder, "blobs", descriptor.digest.replace(":", "/"));
  await writeFile(path, "other");
  await assert.rejects(readPart(store, descriptor), {
    code: "BAD_DIGEST",
    message: new RegExp(`^${path} is damaged: it should be sha256:`),
  });
  await rm(path);
  await assert.rejects(readPart(store, descriptor), { code: "NOT_FOUND" });
});

test("layoutStore names a folder whose index is something else", async (t) => {
  const folder = await tempFolder(t);
  const path = join(folder, "index.json");
  for (const text of ["{", "null", '{"manifests": {}}']) {
    await writeFile(path, text);
    await assert.rejects(readIndex(folder), {
      code: "BAD_LAYOUT",
      message: `${path} is not an index of images: choose another folder, or remove it.`,
    });
  }
});

test("layoutStore names a folder that is a file", async (t) => {
  const folder = join(await tempFolder(t), "file");
  await writeFile(folder, "");
  await assert.rejects(readIndex(folder), {
    code: "BAD_LAYOUT",
    message: `Cannot read ${folder}/index.json: a part of its path is not a folder.`,
  });
  await assert.rejects(
    lockIndex(folder, () => Promise.resolve()),
    {
      code: "NOT_WRITTEN",
      message: `Cannot write ${folder}/index.json.lock: a part of its path is not a folder.`,
    },
  );
});

test("layoutStore leaves no file behind when a part cannot be read", async (t) => {
  const folder = await tempFolder(t);
  const store = layoutStore(folder, REFERENCE);
  const { parts } = await sampleImage();
  const fail = () => Promise.reject(new Error("the network is gone"));
  await assert.rejects(store.addBlob(parts[0].descriptor, fail));
  assert.deepEqual(await readdir(join(folder, "blobs/sha256")), []);
});
