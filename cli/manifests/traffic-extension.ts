import type { Deployment } from "../deployment/deployment.ts";
import { istioSelection, istioSelectionNotes } from "./istio-selection.ts";
import {
  istioWasm,
  istioWasmNotes,
  objectConfiguration,
} from "./istio-wasm.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys } from "./refuse-keys.ts";
import { resource } from "./resource.ts";

const KIND = "a TrafficExtension";

/**
 * Istio's TrafficExtension (extensions.istio.io/v1alpha1), which follows the
 * WasmPlugin since Istio 1.30.
 *
 * Throws a {@link CliError} for what the resource cannot say.
 *
 *     trafficExtension(deployment).documents;
 */
export function trafficExtension(deployment: Deployment): Manifest {
  const wasm = {
    ...istioWasm(KIND, deployment),
    pluginConfig: objectConfiguration(KIND, deployment),
    type: deployment.form === "network" ? "NETWORK" : undefined,
  };
  const spec = { ...istioSelection(KIND, deployment), wasm };
  return manifest(
    resource("extensions.istio.io/v1alpha1", "TrafficExtension", deployment, {
      spec,
    }),
    [
      ...istioSelectionNotes(KIND, deployment),
      ...istioWasmNotes(KIND, deployment),
      ...noteKeys(KIND, deployment, { matchRules: "they are Higress's" }),
    ],
  );
}
