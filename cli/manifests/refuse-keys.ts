import { DEFAULTS } from "../deployment/defaults.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";

/** Keys of a deployment, each with why a kind of resource does not have it. */
export type Reasons = { [Key in keyof Deployment]?: string };

/**
 * Throws a {@link KeyError} for the first key that a deployment has, a kind of
 * resource has not, and without which the filter would do something else.
 *
 *     refuseKeys("a WasmPlugin", deployment, { vmConfiguration: "it has none" });
 */
export function refuseKeys(
  kind: string,
  deployment: Deployment,
  reasons: Reasons,
): void {
  for (const [key, reason] of Object.entries(reasons)) {
    if (!isAsked(deployment, key as keyof Deployment)) continue;
    throw new KeyError(
      deployment,
      [key],
      `Cannot print ${kind} with "${key}": ${reason}.`,
    );
  }
}

/**
 * A sentence for each key that a deployment has for other kinds of resource, so
 * that one description serves them all.
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

/** Throws a {@link KeyError} for a value that a kind of resource does not take. */
export function refuseValue(
  kind: string,
  deployment: Deployment,
  key: keyof Deployment,
  reason: string,
): never {
  const value = deployment[key];
  const shown = typeof value === "string" ? `the ${key} ${value}` : `"${key}"`;
  throw new KeyError(
    deployment,
    [key],
    `Cannot print ${kind} with ${shown}: ${reason}.`,
  );
}

function isAsked(deployment: Deployment, key: keyof Deployment): boolean {
  const value = deployment[key];
  const unasked: Partial<Deployment> = DEFAULTS;
  return value !== undefined && value !== unasked[key];
}
