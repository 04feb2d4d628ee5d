import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { defined } from "../envoy/extension.ts";
import { refuseValue } from "./refuse-keys.ts";
import { targetRefs } from "./target-refs.ts";

/** What istiod attaches a WasmPlugin and a TrafficExtension to. */
const TARGETS = {
  kinds: ["Gateway", "GatewayClass", "Service", "ServiceEntry"],
  sections: false,
};

/** What only a waypoint has. */
const OF_WAYPOINTS = ["GatewayClass", "Service", "ServiceEntry"];

/** Where istiod finds what is for the whole mesh, unless it is told otherwise. */
const ROOT_NAMESPACE = "istio-system";

/** What a listener is to the workload, in the words of Istio. */
const MODES = {
  any: undefined,
  inbound: "SERVER",
  outbound: "CLIENT",
  gateway: "CLIENT",
} as const;

/**
 * Which proxies and which of their listeners a WasmPlugin or TrafficExtension
 * is for, and where among their filters.
 *
 * Throws a {@link KeyError} for the context `gateway` without labels and
 * without targets: the resource knows listeners for clients alone, and would
 * run in the sidecars, too.
 *
 *     istioSelection("a WasmPlugin", deployment);
 */
export function istioSelection(kind: string, deployment: Deployment): object {
  const { labels, phase, priority, context } = deployment;
  const refs = refsOf(kind, deployment, TARGETS);
  if (context === "gateway" && labels === undefined && refs === undefined) {
    refuseValue(
      kind,
      deployment,
      "context",
      `without labels or targetRefs it would run in the sidecars of the namespace, too; select the gateway, as in --label istio=ingressgateway or --target Gateway/NAME, or use "proxy-wasm manifest envoyfilter"`,
    );
  }
  if (refs !== undefined) checkWaypoint(kind, deployment);
  return defined({
    selector: labels && { matchLabels: labels },
    targetRefs: refs,
    phase,
    priority,
    match: match(deployment),
  });
}

/**
 * The references of an Istio resource, which takes either labels or them: where
 * a description has both, its labels are for Istio.
 */
export function refsOf(
  kind: string,
  deployment: Deployment,
  targets: Parameters<typeof targetRefs>[2],
): object[] | undefined {
  if (deployment.labels !== undefined) return undefined;
  return targetRefs(kind, deployment, targets);
}

/**
 * What the user should know of which proxies an Istio resource is for.
 *
 *     istioSelectionNotes("a WasmPlugin", deployment);
 */
export function istioSelectionNotes(
  kind: string,
  { labels, targetRefs, namespace, context }: Deployment,
): string[] {
  if (labels !== undefined) {
    if (targetRefs === undefined) return [];
    return [
      `"targetRefs" is not in ${kind}: Istio takes one of labels and targetRefs, and the labels are there.`,
    ];
  }
  if (targetRefs === undefined) {
    const proxies = context === "gateway" ? "gateway" : "proxy";
    return namespace === ROOT_NAMESPACE
      ? [
          `Without labels or targetRefs, ${kind} in ${namespace} is for every ${proxies} of the mesh.`,
        ]
      : [];
  }
  const isClass = targetRefs.some(({ kind }) => kind === "GatewayClass");
  return isClass && namespace !== ROOT_NAMESPACE
    ? [
        `istiod reads a GatewayClass as a target in its root namespace alone, which is ${ROOT_NAMESPACE} unless it is told otherwise.`,
      ]
    : [];
}

/** Throws for a context and a target that no proxy has together. */
function checkWaypoint(kind: string, deployment: Deployment): void {
  const { context } = deployment;
  if (context === "any" || context === "inbound") return;
  const refs = deployment.targetRefs ?? [];
  const index = refs.findIndex((ref) => OF_WAYPOINTS.includes(ref.kind));
  if (index < 0) return;
  throw new KeyError(
    deployment,
    ["context"],
    `Cannot print ${kind} with the context ${context} for ${refs[index].kind}/${refs[index].name}: a waypoint's traffic is inbound, so that it would run nowhere; use inbound or leave it out.`,
  );
}

function match({ context, ports }: Deployment): object[] | undefined {
  const mode = MODES[context];
  const numbers = ports?.map((number) => ({ number }));
  if (mode === undefined && numbers === undefined) return undefined;
  return [defined({ mode, ports: numbers })];
}
