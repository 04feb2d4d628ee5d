import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { defined } from "../envoy/extension.ts";
import { envoyFilterPatches } from "./envoy-filter-patches.ts";
import { istioSelectionNotes, refsOf } from "./istio-selection.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys, refuseValue } from "./refuse-keys.ts";
import { resource } from "./resource.ts";

const KIND = "an EnvoyFilter";

/**
 * What istiod attaches an EnvoyFilter to: it takes other targets, too, and
 * attaches to none of them.
 */
const TARGETS = { kinds: ["Gateway", "GatewayClass"], sections: false };

const MAX_PRIORITY = 2 ** 31 - 1;

/**
 * Istio's EnvoyFilter (networking.istio.io/v1alpha3): every field of Envoy's
 * own configuration, at the price of depending on the filters around it.
 *
 * A module that is fetched gets the two patches by which Istio's agent fetches
 * it, an image too. Throws a {@link KeyError} for what the resource cannot say.
 *
 *     envoyFilter(deployment).documents;
 */
export function envoyFilter(deployment: Deployment): Manifest {
  refuseKeys(KIND, deployment, {
    pullSecret:
      "istiod reads the Secrets of a WasmPlugin or TrafficExtension alone; use one of them, or a registry that asks for no password",
  });
  const { labels, phase, form } = deployment;
  if (form === "service") {
    refuseValue(
      KIND,
      deployment,
      "form",
      "istiod ignores patches of the bootstrap, and Istio starts no services; run it in an Envoy of its own, or do the work in an HTTP filter's onTick",
    );
  }
  if (phase === "AUTHZ" || phase === "STATS") {
    refuseValue(
      KIND,
      deployment,
      "phase",
      "it knows the first place, AUTHN, and the last, without a phase; a WasmPlugin knows the others",
    );
  }
  const spec = defined({
    workloadSelector: labels && { labels },
    targetRefs: refsOf(KIND, deployment, TARGETS),
    priority: priorityOf(deployment),
    configPatches: envoyFilterPatches(deployment),
  });
  return manifest(
    resource("networking.istio.io/v1alpha3", "EnvoyFilter", deployment, {
      spec,
    }),
    [
      ...istioSelectionNotes(KIND, deployment),
      ...noteKeys(KIND, deployment, {
        targetSelectors: "they are Envoy Gateway's",
        mergeType: "it is Envoy Gateway's",
        matchRules: "they are Higress's",
      }),
    ],
  );
}

/**
 * istiod applies the lowest priority first. What it puts before the router then
 * stands before all that follow; what it puts first stands behind them.
 */
function priorityOf(deployment: Deployment): number | undefined {
  const { priority, phase } = deployment;
  if (priority === undefined || phase === "AUTHN") return priority;
  const inverted = 0 - priority;
  if (inverted <= MAX_PRIORITY) return inverted;
  throw new KeyError(
    deployment,
    ["priority"],
    `Cannot print ${KIND} with the priority ${priority}: it is turned round there, and must be ${-MAX_PRIORITY} or higher.`,
  );
}
