import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { higressClusters } from "./higress-clusters.ts";
import {
  istioWasm,
  istioWasmNotes,
  objectConfiguration,
} from "./istio-wasm.ts";
import type { Manifest } from "./manifest.ts";
import { noteKeys, refuseValue } from "./refuse-keys.ts";
import { resource } from "./resource.ts";

const KIND = "a WasmPlugin of Higress";

/**
 * Higress's WasmPlugin (extensions.higress.io/v1alpha1), for all of its
 * gateways.
 *
 * Throws a {@link KeyError} for what the resource cannot say.
 *
 *     higress(deployment).documents;
 */
export function higress(deployment: Deployment): Manifest {
  const { form, phase, priority } = deployment;
  if (deployment.failPolicy === "reload") {
    refuseValue(KIND, deployment, "failPolicy", "it has open and closed");
  }
  if (form !== "http") {
    refuseValue(KIND, deployment, "form", "it has only http");
  }
  const spec = defined({
    ...istioWasm(KIND, deployment),
    phase,
    priority,
    defaultConfig: objectConfiguration(KIND, deployment),
    matchRules: deployment.matchRules,
  });
  return {
    documents: [
      resource("extensions.higress.io/v1alpha1", "WasmPlugin", deployment, {
        spec,
      }),
    ],
    ...higressClusters(deployment),
    notes: [
      ...noteKeys(KIND, deployment, {
        labels: "it is for all of Higress's gateways",
        targetRefs: "it is for all of Higress's gateways",
        ports: "it is for every listener",
        context: "it is for gateways",
      }),
      ...istioWasmNotes(KIND, deployment),
    ],
  };
}
