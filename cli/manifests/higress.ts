import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { istioWasm, objectConfiguration } from "./istio-wasm.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys } from "./refuse-keys.ts";
import { resource } from "./resource.ts";

const KIND = "a WasmPlugin of Higress";

/**
 * Higress's WasmPlugin (extensions.higress.io/v1alpha1), for all of its
 * gateways.
 *
 * Throws a {@link CliError} for what the resource cannot say.
 *
 *     higress(deployment).documents;
 */
export function higress(deployment: Deployment): Manifest {
  refuseKeys(KIND, deployment, {
    labels: "it is for all of Higress's gateways",
    targetRefs: "it is for all of Higress's gateways",
    ports: "it is for every listener",
    context: "it is for gateways",
  });
  const { form, phase, priority } = deployment;
  if (deployment.failPolicy === "reload") {
    throw new CliError(
      `Cannot print ${KIND} with the failPolicy reload: it has open and closed.`,
    );
  }
  if (form !== "http") {
    throw new CliError(
      `Cannot print ${KIND} with the form ${form}: it has only http.`,
    );
  }
  const spec = defined({
    ...istioWasm(KIND, deployment),
    phase,
    priority,
    defaultConfig: objectConfiguration(KIND, deployment),
  });
  return manifest(
    resource("extensions.higress.io/v1alpha1", "WasmPlugin", deployment, {
      spec,
    }),
    noteKeys(KIND, deployment, { vmId: "Higress gives each plugin a VM" }),
  );
}
