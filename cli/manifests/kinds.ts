import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CliError } from "../base/cli-error.ts";
import type { KindOfDeployment } from "../deployment/deployments-for.ts";
import { configMap, mountedUrl } from "./config-map.ts";
import { eachOf } from "./each-of.ts";
import { envoyFilter } from "./envoy-filter.ts";
import { envoyGateway } from "./envoy-gateway.ts";
import { envoyManifest, type EnvoyAround } from "./envoy.ts";
import type { FilterPart } from "./filter-part.ts";
import { higress } from "./higress.ts";
import { istioClusters } from "./istio-clusters.ts";
import type { Manifest } from "./manifest.ts";
import { gatewayTags, istioTags } from "./stats-tags.ts";
import { trafficExtension } from "./traffic-extension.ts";
import { wasmPlugin } from "./wasm-plugin.ts";

/** Filters that are deployed together, and what is around them. */
export interface Given {
  /** The name that the filters have together. */
  name: string;
  /** In the order in which requests pass them; there is at least one. */
  filters: FilterPart[];
  /** What is around them in a bootstrap of Envoy. */
  around?: EnvoyAround;
}

/** A kind of manifest: a subcommand of `manifest`, `deploy` and `undeploy`. */
export interface ManifestKind extends KindOfDeployment {
  summary: string;
  make: (given: Given) => Manifest;
  /** What has to be done by hand for the tags of the filters' metrics, in lines. */
  forTags?: (tags: string[]) => string[];
}

/** A bootstrap, the only kind that is not a resource of Kubernetes. */
export const ENVOY: ManifestKind = {
  name: "envoy",
  summary: "a bootstrap of Envoy itself",
  // An Envoy on this machine can read the file that was built here.
  defaultUrl: ({ module }) => module && pathToFileURL(resolve(module)).href,
  make: ({ filters, around }) =>
    envoyManifest(
      filters.map(({ deployment }) => deployment),
      around,
    ),
};

/** The kinds that `kubectl` takes. */
export const KUBERNETES_KINDS: ManifestKind[] = [
  {
    name: "wasmplugin",
    summary: "a WasmPlugin of Istio",
    make: eachOf(wasmPlugin, istioClusters),
    forTags: istioTags,
  },
  {
    name: "trafficextension",
    summary: "a TrafficExtension of Istio 1.30 and later",
    make: eachOf(trafficExtension, istioClusters),
    forTags: istioTags,
  },
  {
    name: "envoyfilter",
    summary: "an EnvoyFilter of Istio",
    make: eachOf(envoyFilter, istioClusters),
    forTags: istioTags,
  },
  {
    name: "envoygateway",
    summary: "an EnvoyExtensionPolicy of Envoy Gateway",
    make: ({ name, filters }) =>
      envoyGateway(
        name,
        filters.map(({ deployment }) => deployment),
      ),
    forTags: gatewayTags,
  },
  {
    name: "higress",
    summary: "a WasmPlugin of Higress",
    make: eachOf(higress),
  },
  {
    name: "configmap",
    summary: "a ConfigMap with the module, for Istio's sidecars to mount",
    defaultUrl: ({ name }) => name && mountedUrl(name),
    make: ({ filters }) =>
      configMap(
        filters.map(({ deployment, module }) => {
          if (module) return { deployment, module };
          throw new CliError(
            "Cannot print a ConfigMap without the module: give its file, as in --module build/release.wasm.",
            { exitStatus: 2 },
          );
        }),
      ),
  },
];
