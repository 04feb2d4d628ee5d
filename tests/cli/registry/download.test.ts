import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "../../../cli/oci/descriptor.ts";
import { digestOf } from "../../../cli/oci/digest.ts";
import { copyImage } from "../../../cli/oci/copy-image.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import { readIndex } from "../../../cli/oci/layout-index.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { readPart } from "../../../cli/oci/image-store.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript, type Answer } from "../../registry/scripted-registry.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "../oci/sample-image.ts";

const BLOB = Buffer.from("0123456789".repeat(100));
const DESCRIPTOR = describe(BLOB, "application/octet-stream");

const rest = (offset: number): Answer => ({
  status: 206,
  headers: {
    "content-range": `bytes ${offset}-${BLOB.length - 1}/${BLOB.length}`,
  },
  body: BLOB.subarray(offset),
});

test("a blob that broke off goes on where it was", async (t) => {
  const { host, seen } = await startScript(t, (_, count) =>
    count === 1 ? { body: BLOB, breakAfter: 300 } : rest(300),
  );
  const progress: number[] = [];
  const store = sampleStore(t, host, {
    onProgress: (_, done) => progress.push(done),
  });
  assert.deepEqual(await readPart(store, DESCRIPTOR), BLOB);
  assert.equal(seen[1].headers.range, "bytes=300-");
  assert.deepEqual(progress, [300, 1000]);
});

test("a blob that broke off starts again where the registry has no ranges", async (t) => {
  const { host } = await startScript(t, (_, count) => ({
    body: BLOB,
    ...(count < 3 ? { breakAfter: 300 } : {}),
  }));
  assert.deepEqual(await readPart(sampleStore(t, host), DESCRIPTOR), BLOB);
});

test("a blob that is always short is an error with how much came", async (t) => {
  const { host, seen } = await startScript(t, () => ({
    body: BLOB.subarray(0, 10),
  }));
  await assert.rejects(readPart(sampleStore(t, host), DESCRIPTOR), {
    code: "INTERRUPTED",
    message: `${host} broke off after 10 of 1000 bytes: run it again.`,
  });
  assert.equal(seen.length, 5);
});

test("a blob with other bytes, or more of them, is an error", async (t) => {
  const other = Buffer.from("x".repeat(BLOB.length));
  const { host } = await startScript(t, () => ({ body: other }));
  await assert.rejects(readPart(sampleStore(t, host), DESCRIPTOR), {
    code: "BAD_DIGEST",
    message:
      `What ${host} sent is damaged: it should be ${DESCRIPTOR.digest}, ` +
      `and is ${digestOf(other)}.`,
  });
  const long = await startScript(t, () => ({ body: `${BLOB.toString()}more` }));
  await assert.rejects(readPart(sampleStore(t, long.host), DESCRIPTOR), {
    code: "BAD_ANSWER",
    message: `${long.host} sends more than the 1000 bytes that were expected.`,
  });
});

test("a manifest with other bytes than its digest says is an error", async (t) => {
  const { manifest } = await sampleImage();
  const { digest } = manifest.descriptor;
  const other = Buffer.from(`${Buffer.from(manifest.bytes).toString()} `);
  const { host } = await startScript(t, () => ({
    body: other,
    headers: { "docker-content-digest": digest },
  }));
  const store = sampleStore(t, host);
  for (const name of ["v1", digest]) {
    await assert.rejects(store.manifest(name), { code: "BAD_DIGEST" });
  }
});

test("a page in store of a manifest is an error", async (t) => {
  const { host } = await startScript(t, () => ({ body: "<html>" }));
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "BAD_MANIFEST",
    message: `The manifest of ${host}/me/add-header:v1 cannot be read: it is not a JSON object.`,
  });
});

test("an image whose layer is damaged gets no name in the folder", async (t) => {
  const image = await sampleImage();
  const { host } = await startScript(t, ({ url }) => {
    if (url.includes("/manifests/")) return { body: image.manifest.bytes };
    const part = image.parts.find(({ descriptor }) =>
      url.endsWith(descriptor.digest),
    );
    const isLayer = part === image.parts.at(-1);
    const damaged = Buffer.alloc(part?.bytes.length ?? 0);
    return { body: isLayer ? damaged : (part?.bytes ?? "") };
  });
  const folder = await tempFolder(t);
  const layout = layoutStore(folder, parseReference("a:v1"));
  await assert.rejects(
    copyImage(sampleStore(t, host), "v1", layout, { tag: "v1" }),
    { code: "BAD_DIGEST" },
  );
  assert.deepEqual(await readIndex(folder), []);
});
