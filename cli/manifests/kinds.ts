import { CliError } from "../base/cli-error.ts";
import type { Deployment, DeploymentInput } from "../deployment/deployment.ts";
import { configMap, mountedUrl } from "./config-map.ts";
import { envoyFilter } from "./envoy-filter.ts";
import { envoyGateway } from "./envoy-gateway.ts";
import { envoyManifest, type EnvoyAround } from "./envoy.ts";
import { higress } from "./higress.ts";
import type { Manifest } from "./manifest.ts";
import { trafficExtension } from "./traffic-extension.ts";
import { wasmPlugin } from "./wasm-plugin.ts";

/** What a manifest is made from besides the deployment. */
export interface Given {
  /** The bytes of the deployment's `module`, where it has one. */
  module?: Uint8Array;
  /** What is around the plugin in a bootstrap of Envoy. */
  around?: EnvoyAround;
}

/** A kind of manifest: a subcommand of `manifest`, `deploy` and `undeploy`. */
export interface ManifestKind {
  name: string;
  summary: string;
  /** The url of a deployment that gives none. */
  defaultUrl?: (input: DeploymentInput) => string | undefined;
  make: (deployment: Deployment, given: Given) => Manifest;
}

/** A bootstrap, the only kind that is no resource of Kubernetes. */
export const ENVOY: ManifestKind = {
  name: "envoy",
  summary: "a bootstrap of Envoy itself",
  make: (deployment, { around }) => envoyManifest(deployment, around),
};

/** The kinds that `kubectl` takes. */
export const KUBERNETES_KINDS: ManifestKind[] = [
  {
    name: "wasmplugin",
    summary: "a WasmPlugin of Istio",
    make: wasmPlugin,
  },
  {
    name: "trafficextension",
    summary: "a TrafficExtension of Istio 1.30 and later",
    make: trafficExtension,
  },
  {
    name: "envoyfilter",
    summary: "an EnvoyFilter of Istio",
    make: envoyFilter,
  },
  {
    name: "envoygateway",
    summary: "an EnvoyExtensionPolicy of Envoy Gateway",
    make: envoyGateway,
  },
  {
    name: "higress",
    summary: "a WasmPlugin of Higress",
    make: higress,
  },
  {
    name: "configmap",
    summary: "a ConfigMap with the module, for Istio's sidecars to mount",
    defaultUrl: ({ name }) => name && mountedUrl(name),
    make(deployment, { module }) {
      if (module) return configMap(deployment, module);
      throw new CliError(
        "Cannot print a ConfigMap without the module: give its file, as in --module build/release.wasm.",
        { exitStatus: 2 },
      );
    },
  },
];
