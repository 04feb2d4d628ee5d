import type { Deployment } from "../deployment/deployment.ts";
import type { Manifest } from "./manifest.ts";
import { resource } from "./resource.ts";

/** What Kubernetes allows all the data of a ConfigMap. */
const LIMIT = 1024 * 1024;

/** Where the annotations mount it in Istio's proxy. */
const FOLDER = "/var/local/lib/wasm-filters";

/**
 * Where a sidecar finds a module that is mounted from a ConfigMap.
 *
 *     mountedUrl("add-header");
 */
export function mountedUrl(name: string): string {
  return `file://${FOLDER}/${name}.wasm`;
}

/**
 * A ConfigMap with the module in it, and the annotations that mount it in the
 * sidecars of a workload.
 *
 * Notes a module that is too large for Kubernetes.
 *
 *     configMap(deployment, await readFile("build/release.wasm"));
 */
export function configMap(
  deployment: Deployment,
  module: Uint8Array,
): Manifest {
  const file = `${deployment.name}.wasm`;
  const data = Buffer.from(module).toString("base64");
  const volume = { name: "wasm-filters", configMap: { name: deployment.name } };
  const mount = { name: volume.name, mountPath: FOLDER };
  const tooLarge = `The module has ${module.length} bytes, and Kubernetes allows a ConfigMap ${LIMIT}: pull it from a registry instead.`;
  return {
    documents: [
      resource("v1", "ConfigMap", deployment, { binaryData: { [file]: data } }),
    ],
    comment: [
      "Annotate the pods of the workload, in spec.template.metadata.annotations:",
      `  sidecar.istio.io/userVolume: '${JSON.stringify([volume])}'`,
      `  sidecar.istio.io/userVolumeMount: '${JSON.stringify([mount])}'`,
      `The url of the module is then ${mountedUrl(deployment.name)}`,
    ],
    notes: module.length > LIMIT ? [tooLarge] : [],
  };
}
