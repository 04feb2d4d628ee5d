import type { Deployment } from "../deployment/deployment.ts";
import type { Manifest } from "./manifest.ts";
import { resource } from "./resource.ts";

/** What Kubernetes allows all the data of a ConfigMap. */
const LIMIT = 1024 * 1024;

/** Where the annotations mount it in Istio's proxy. */
const FOLDER = "/var/local/lib/wasm-filters";

/**
 * Where a sidecar finds a module that is mounted from a ConfigMap: in a folder
 * of its own, so that several do not hide each other.
 *
 *     mountedUrl("add-header");
 */
export function mountedUrl(name: string): string {
  return `file://${folderOf(name)}/${name}.wasm`;
}

/** A deployment with its module. */
export interface Mounted {
  deployment: Deployment;
  module: Uint8Array;
}

/**
 * A ConfigMap for each module, and the annotations that mount them all in the
 * sidecars of a workload.
 *
 * Notes a module that is too large for Kubernetes.
 *
 *     configMap([{ deployment, module: await readFile("build/release.wasm") }]);
 */
export function configMap(all: Mounted[]): Manifest {
  const names = all.map(({ deployment }) => deployment.name);
  const volumes = names.map((name) => ({
    name: volumeOf(name),
    configMap: { name },
  }));
  const mounts = names.map((name) => ({
    name: volumeOf(name),
    mountPath: folderOf(name),
    readOnly: true,
  }));
  const urls = names.map(mountedUrl);
  return {
    documents: all.map(({ deployment, module }) => {
      const data = Buffer.from(module).toString("base64");
      const binaryData = { [`${deployment.name}.wasm`]: data };
      return resource("v1", "ConfigMap", deployment, { binaryData });
    }),
    comment: [
      "Annotate the pods of the workload, in spec.template.metadata.annotations:",
      `  sidecar.istio.io/userVolume: '${JSON.stringify(volumes)}'`,
      `  sidecar.istio.io/userVolumeMount: '${JSON.stringify(mounts)}'`,
      "Each annotation holds the volumes of all filters in the pod, in one list.",
      ...urls.map((url) => `The url of the module is then ${url}`),
    ],
    notes: all
      .filter(({ module }) => module.length > LIMIT)
      .map(
        ({ deployment, module }) =>
          `The module of ${deployment.name} has ${module.length} bytes, and Kubernetes allows a ConfigMap ${LIMIT}: pull it from a registry instead.`,
      ),
  };
}

function folderOf(name: string): string {
  return `${FOLDER}/${name}`;
}

/** Unlike that of a ConfigMap, the name of a volume is short and has no dot. */
function volumeOf(name: string): string {
  const plain = `wasm-${name.replaceAll(".", "-")}`;
  return plain.slice(0, 63).replace(/-+$/, "");
}
