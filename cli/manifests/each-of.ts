import type { Deployment } from "../deployment/deployment.ts";
import type { FilterPart } from "./filter-part.ts";
import { inOrder } from "./in-order.ts";
import { joined, type Manifest } from "./manifest.ts";

/**
 * A maker of manifests in which each filter has a resource of its own, with the
 * priorities that keep them in order, behind what they need together.
 *
 *     eachOf(wasmPlugin)({ filters: [{ deployment }] });
 */
export function eachOf(
  make: (deployment: Deployment) => Manifest,
  before?: (deployments: Deployment[]) => Manifest,
): (given: { filters: FilterPart[] }) => Manifest {
  return ({ filters }) => {
    const deployments = inOrder(filters.map(({ deployment }) => deployment));
    const needed = before ? [before(deployments)] : [];
    return joined([...needed, ...deployments.map(make)]);
  };
}
