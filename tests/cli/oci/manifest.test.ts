import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "../../../cli/oci/descriptor.ts";
import { parseManifest } from "../../../cli/oci/manifest.ts";
import * as types from "../../../cli/oci/media-types.ts";

const PART = describe(Buffer.from("x"), types.OCI_LAYER);

const parse = (value: unknown) =>
  parseManifest(Buffer.from(JSON.stringify(value)), "a:v1");

test("parseManifest reads OCI's and Docker's, and those that name no type", () => {
  const image = { schemaVersion: 2, config: PART, layers: [PART] };
  for (const mediaType of [types.OCI_MANIFEST, types.DOCKER_MANIFEST]) {
    const read = parse({ ...image, mediaType });
    assert.equal(read.kind, "manifest");
    assert.equal(read.mediaType, mediaType);
  }
  assert.equal(parse(image).mediaType, types.OCI_MANIFEST);
  const index = { schemaVersion: 2, manifests: [PART] };
  assert.equal(parse(index).mediaType, types.OCI_INDEX);
  const list = parse({ ...index, mediaType: types.DOCKER_INDEX });
  assert.deepEqual(list, {
    kind: "index",
    mediaType: types.DOCKER_INDEX,
    manifests: [PART],
    annotations: {},
  });
});

test("parseManifest says why it cannot read a manifest", () => {
  const reasons: [unknown, string][] = [
    ["text", "it is not a JSON object"],
    [{ schemaVersion: 1 }, "it has the media type of Docker's schema 1"],
    [{ mediaType: "text/html" }, "it has the media type text/html"],
    [{ config: PART }, "it lists no layers"],
    [{ mediaType: types.OCI_INDEX }, "it lists no manifests"],
  ];
  for (const [value, reason] of reasons) {
    assert.throws(() => parse(value), {
      code: "BAD_MANIFEST",
      message: `The manifest of a:v1 cannot be read: ${reason}.`,
    });
  }
  assert.throws(
    () => parse({ config: PART, layers: [{ ...PART, size: -1 }] }),
    {
      message:
        "A layer of the manifest of a:v1 is not a descriptor with a media type, a sha256 digest and a size.",
    },
  );
  assert.throws(() =>
    parse({ config: { ...PART, digest: "../../etc/passwd" }, layers: [] }),
  );
});
