import { CliError } from "../base/cli-error.ts";
import { DEFAULTS } from "../deployment/defaults.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** Keys of a deployment, each with why a kind of resource does not have it. */
export type Reasons = { [Key in keyof Deployment]?: string };

/**
 * Throws a {@link CliError} for the first key that a deployment has and a kind
 * of resource has not: what was asked for is not left out in silence.
 *
 *     refuseKeys("a WasmPlugin", deployment, { vmId: "istiod gives none" });
 */
export function refuseKeys(
  kind: string,
  deployment: Deployment,
  reasons: Reasons,
): void {
  for (const [key, reason] of Object.entries(reasons)) {
    if (!isAsked(deployment, key as keyof Deployment)) continue;
    throw new CliError(`Cannot print ${kind} with "${key}": ${reason}.`);
  }
}

/**
 * A sentence for each key that a deployment has and a kind of resource does
 * without.
 *
 *     noteKeys("a WasmPlugin", deployment, { vmId: "istiod gives none" });
 */
export function noteKeys(
  kind: string,
  deployment: Deployment,
  reasons: Reasons,
): string[] {
  return Object.entries(reasons)
    .filter(([key]) => isAsked(deployment, key as keyof Deployment))
    .map(([key, reason]) => `"${key}" is not in ${kind}: ${reason}.`);
}

function isAsked(deployment: Deployment, key: keyof Deployment): boolean {
  const value = deployment[key];
  const unasked: Partial<Deployment> = DEFAULTS;
  return value !== undefined && value !== unasked[key];
}
