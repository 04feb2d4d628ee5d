import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";

/** The order of Istio's phases; a filter without one is behind the others. */
const PHASES = ["AUTHN", "AUTHZ", "STATS", undefined] as const;

const MAX_PRIORITY = 2 ** 31 - 1;

/**
 * Several filters with priorities by which they run in the order of the list.
 * What has a priority keeps it, where it fits, and so does a single filter.
 *
 * Throws a {@link KeyError} for a phase or a priority that contradicts the
 * order.
 *
 *     inOrder([auth, rateLimit]).map(({ priority }) => priority); // [1, 0]
 */
export function inOrder(deployments: Deployment[]): Deployment[] {
  if (deployments.length < 2) return deployments;
  checkPhases(deployments);
  // From the last on, each is higher than the one behind it in its phase.
  const result: Deployment[] = [];
  for (const deployment of [...deployments].reverse()) {
    const slot = slotOf(deployment);
    const behind = result.find((each) => slotOf(each) === slot);
    const least = behind === undefined ? 0 : (behind.priority ?? 0) + 1;
    const { priority = least } = deployment;
    if (behind && priority < least) {
      throw new KeyError(
        deployment,
        ["priority"],
        `Cannot put ${deployment.name} before ${behind.name}: its priority, ${priority}, must be higher than ${behind.priority}; or leave both priorities out.`,
      );
    }
    if (priority > MAX_PRIORITY) {
      throw new KeyError(
        behind ?? deployment,
        ["priority"],
        `Cannot put ${deployment.name} before ${behind?.name}: the priority of ${deployment.name} would be ${priority}, and ${MAX_PRIORITY} is the highest.`,
      );
    }
    result.unshift({ ...deployment, priority });
  }
  return result;
}

/** Filters of one slot are ordered by their priorities. */
function slotOf({ form, phase }: Deployment): string {
  return `${form} ${phase}`;
}

function checkPhases(deployments: Deployment[]): void {
  for (const [index, deployment] of deployments.entries()) {
    const late = deployments
      .slice(0, index)
      .find(
        (each) =>
          each.form === deployment.form && placeOf(each) > placeOf(deployment),
      );
    if (late === undefined) continue;
    throw new KeyError(
      deployment,
      ["phase"],
      `Cannot put ${late.name} before ${deployment.name}: ${phaseOf(deployment)} comes before ${phaseOf(late)}; list them in the order of their phases.`,
    );
  }
}

function placeOf({ phase }: Deployment): number {
  return PHASES.indexOf(phase);
}

function phaseOf({ phase }: Deployment): string {
  return phase === undefined
    ? "a filter without a phase"
    : `the phase ${phase}`;
}
