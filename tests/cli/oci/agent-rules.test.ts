import assert from "node:assert/strict";
import { test } from "node:test";
import { imageForm } from "../../../cli/oci/agent-rules.ts";
import { describe } from "../../../cli/oci/descriptor.ts";
import type { Manifest } from "../../../cli/oci/manifest.ts";
import * as types from "../../../cli/oci/media-types.ts";

const part = (mediaType: string) => describe(Buffer.from("x"), mediaType);

const manifest = (
  layers: string[],
  mediaType = types.OCI_MANIFEST,
): Manifest => ({
  kind: "manifest",
  mediaType,
  config: part(types.OCI_CONFIG),
  layers: layers.map(part),
  annotations: {},
});

test("imageForm tells the forms that agents load", () => {
  const { OCI_LAYER, DOCKER_LAYER, DOCKER_MANIFEST } = types;
  const { WASM_CONFIG, WASM_LAYER } = types;
  const compat = manifest(["text/markdown", OCI_LAYER]);
  assert.deepEqual(imageForm(compat), { form: "compat" });
  const docker = manifest([DOCKER_LAYER], DOCKER_MANIFEST);
  assert.deepEqual(imageForm(docker), { form: "docker" });
  const oci = manifest([WASM_LAYER, WASM_CONFIG]);
  assert.deepEqual(imageForm(oci), { form: "oci" });
});

test("imageForm says why agents refuse the rest", () => {
  const { OCI_LAYER, DOCKER_LAYER, WASM_LAYER } = types;
  const refused: [Manifest, string][] = [
    [
      manifest([WASM_LAYER]),
      "an image with a bare module has two layers for them, and it has 1",
    ],
    [
      manifest(["application/wasm"]),
      `its last layer is application/wasm, not ${OCI_LAYER}`,
    ],
    [manifest([]), `its last layer is missing, not ${OCI_LAYER}`],
    [
      manifest([OCI_LAYER], types.DOCKER_MANIFEST),
      `its last layer is ${OCI_LAYER}, not ${DOCKER_LAYER}`,
    ],
  ];
  for (const [image, why] of refused) {
    assert.deepEqual(imageForm(image), {
      refusal: `Istio, Envoy Gateway and Higress refuse this image: ${why}.`,
    });
  }
});
