import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { envoyFilterPatches } from "./envoy-filter-patches.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys } from "./refuse-keys.ts";
import { resource, targetRefs } from "./resource.ts";

/**
 * Istio's EnvoyFilter (networking.istio.io/v1alpha3): every field of Envoy's
 * own configuration, at the price of depending on the filters around it.
 *
 * A module that is fetched gets the two patches by which Istio's agent fetches
 * it, an image too. Throws a {@link CliError} for what the resource cannot say.
 *
 *     envoyFilter(deployment).documents;
 */
export function envoyFilter(deployment: Deployment): Manifest {
  refuseKeys("an EnvoyFilter", deployment, {
    pullSecret: "istiod reads the Secrets of a WasmPlugin alone",
  });
  const { labels, phase, priority } = deployment;
  if (phase === "AUTHZ" || phase === "STATS") {
    throw new CliError(
      `Cannot print an EnvoyFilter with the phase ${phase}: it knows the first place, AUTHN, and the last, without a phase; a WasmPlugin knows the others.`,
    );
  }
  const spec = defined({
    workloadSelector: labels && { labels },
    targetRefs: targetRefs(deployment),
    // The first to be applied stands first, and the lowest is applied first.
    priority: priority === undefined ? undefined : 0 - priority,
    configPatches: envoyFilterPatches(deployment),
  });
  return manifest(
    resource("networking.istio.io/v1alpha3", "EnvoyFilter", deployment, {
      spec,
    }),
    noteKeys("an EnvoyFilter", deployment, {
      pullPolicy: "Istio's agent pulls what it has not got by its digest",
    }),
  );
}
