import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { targetRefs } from "./resource.ts";

/** What a listener is to the workload, in the words of Istio. */
const MODES = {
  any: undefined,
  inbound: "SERVER",
  outbound: "CLIENT",
  gateway: "CLIENT_AND_SERVER",
} as const;

/**
 * Which proxies and which of their listeners a WasmPlugin or TrafficExtension
 * is for, and where among their filters.
 *
 * Throws a {@link CliError} for labels beside target references: Istio takes
 * one of the two.
 *
 *     istioSelection("a WasmPlugin", deployment);
 */
export function istioSelection(kind: string, deployment: Deployment): object {
  const { labels, phase, priority } = deployment;
  if (labels && deployment.targetRefs) {
    throw new CliError(
      `Cannot print ${kind} with both labels and targetRefs: Istio takes one of the two.`,
    );
  }
  return defined({
    selector: labels && { matchLabels: labels },
    targetRefs: targetRefs(deployment),
    phase,
    priority,
    match: match(deployment),
  });
}

function match({ context, ports }: Deployment): object[] | undefined {
  const mode = MODES[context];
  const numbers = ports?.map((number) => ({ number }));
  if (mode === undefined && numbers === undefined) return undefined;
  return [defined({ mode, ports: numbers })];
}
