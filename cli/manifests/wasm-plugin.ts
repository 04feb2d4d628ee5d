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

const KIND = "a WasmPlugin";

/**
 * Istio's WasmPlugin (extensions.istio.io/v1alpha1).
 *
 * Its `sha256` is of the image's manifest for `oci://`, of the `.wasm` file for
 * `https://`. Throws a {@link CliError} for what the resource cannot say.
 *
 *     wasmPlugin(deployment).documents;
 */
export function wasmPlugin(deployment: Deployment): Manifest {
  const spec = {
    ...istioSelection(KIND, deployment),
    ...istioWasm(KIND, deployment),
    pluginConfig: objectConfiguration(KIND, deployment),
    type: deployment.form === "network" ? "NETWORK" : undefined,
  };
  return manifest(
    resource("extensions.istio.io/v1alpha1", "WasmPlugin", deployment, {
      spec,
    }),
    [
      ...istioSelectionNotes(KIND, deployment),
      ...istioWasmNotes(KIND, deployment),
      ...noteKeys(KIND, deployment, { matchRules: "they are Higress's" }),
    ],
  );
}
