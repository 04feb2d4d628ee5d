import type { Manifest } from "./manifest.ts";
import {
  DOCKER_LAYER,
  DOCKER_MANIFEST,
  OCI_LAYER,
  WASM_LAYER,
} from "./media-types.ts";

/** What an image is to the agents of Istio, Envoy Gateway and Higress. */
export type ImageForm = "compat" | "docker" | "oci";

/**
 * Returns the form in which the proxies' agents load an image. Where they refuse
 * it, returns a sentence that says why; all three have the same code for that.
 *
 *     imageForm(manifest); // { form: "compat" }
 */
export function imageForm(
  manifest: Manifest,
): { form: ImageForm } | { refusal: string } {
  const last = manifest.layers.at(-1)?.mediaType;
  if (manifest.mediaType === DOCKER_MANIFEST) {
    if (last === DOCKER_LAYER) return { form: "docker" };
    return refuse(
      `its last layer is ${last ?? "missing"}, not ${DOCKER_LAYER}`,
    );
  }
  if (last === OCI_LAYER) return { form: "compat" };
  const { layers } = manifest;
  const isModule = layers.some(({ mediaType }) => mediaType === WASM_LAYER);
  if (isModule && layers.length === 2) return { form: "oci" };
  if (!isModule) {
    return refuse(`its last layer is ${last ?? "missing"}, not ${OCI_LAYER}`);
  }
  return refuse(
    `an image with a bare module has two layers for them, and it has ${layers.length}`,
  );
}

function refuse(why: string): { refusal: string } {
  return {
    refusal: `Istio, Envoy Gateway and Higress refuse this image: ${why}.`,
  };
}
