import type { Descriptor } from "./descriptor.ts";
import type { Index, Manifest } from "./manifest.ts";
import {
  DOCKER_LAYER,
  DOCKER_MANIFEST,
  OCI_LAYER,
  WASM_LAYER,
} from "./media-types.ts";
import type { Repository } from "./reference.ts";

const AGENTS = "Istio, Envoy Gateway and Higress";

/** The shortest repository that go-containerregistry accepts; the agents use it. */
const SHORTEST_REPOSITORY = 2;

/** The name under which the agents look for a module in an archive. */
export const ARCHIVED_MODULE = "plugin.wasm";

/** What an image is to the agents of Istio, Envoy Gateway and Higress. */
export type ImageForm = "compat" | "docker" | "oci";

/**
 * Returns the form in which the proxies' agents load an image. Where they refuse
 * it, returns a sentence that says why. All three use the same code.
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

/**
 * Why the proxies' agents refuse a layer that is an archive: they look for the file
 * `plugin.wasm`, and they decompress every layer. Undefined where they take it.
 *
 *     archiveRefusal("filter.wasm", true);
 */
export function archiveRefusal(
  file: string,
  isCompressed: boolean,
): string | undefined {
  if (!isCompressed) {
    return refuse("its layer is not compressed with gzip").refusal;
  }
  if (file === ARCHIVED_MODULE) return undefined;
  const why = `its module is in the file ${file}, not in ${ARCHIVED_MODULE}`;
  return refuse(why).refusal;
}

/**
 * Why the proxies' agents refuse the name of an image: their library takes no
 * repository of one letter. Undefined where they take it.
 *
 *     nameRefusal(parseReference("localhost:5000/a:v1"));
 */
export function nameRefusal({ repository }: Repository): string | undefined {
  if (repository.length >= SHORTEST_REPOSITORY) return undefined;
  return (
    `${AGENTS} refuse the name of this image: the repository "${repository}" ` +
    `has fewer than ${SHORTEST_REPOSITORY} characters.`
  );
}

/**
 * Why the proxies' agents refuse an index: they take the image for linux/amd64, which
 * one without a platform is to them. Undefined where there is one.
 *
 *     indexRefusal(index);
 */
export function indexRefusal({ manifests }: Index): string | undefined {
  if (manifests.some(isForAgents)) return undefined;
  return refuse("its index has no image for linux/amd64").refusal;
}

/** Whether the proxies' agents take an image out of an index. */
export function isForAgents({ platform }: Descriptor): boolean {
  if (platform === undefined) return true;
  return platform.os === "linux" && platform.architecture === "amd64";
}

function refuse(why: string): { refusal: string } {
  return {
    refusal: `${AGENTS} refuse this image: ${why}.`,
  };
}
