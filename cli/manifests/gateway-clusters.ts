import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { cluster } from "../envoy/cluster.ts";
import { calledClusters } from "./called-clusters.ts";
import type { Manifest } from "./manifest.ts";
import { resource } from "./resource.ts";

/** The clusters that Envoy Gateway makes of the rules of routes. */
const OF_ROUTES = /^(http|grpc)route\/[^/]+\/[^/]+\/rule\/\d+$/;

const CLUSTER = "type.googleapis.com/envoy.config.cluster.v3.Cluster";

/**
 * What makes the clusters that filters call be there in Envoy Gateway's proxies:
 * an EnvoyPatchPolicy for each Gateway that they are for, unless a route makes
 * them.
 *
 * Throws a {@link KeyError} without a Gateway among the targets.
 *
 *     gatewayClusters("filters", [deployment]).documents;
 */
export function gatewayClusters(
  name: string,
  deployments: Deployment[],
): Manifest {
  const added = calledClusters(deployments).filter(
    (called) => !OF_ROUTES.test(called.name),
  );
  const [first] = added;
  if (first === undefined) return { documents: [], notes: [] };
  const { deployment } = first;
  const gateways = (deployment.targetRefs ?? []).filter(
    ({ kind }) => kind === "Gateway",
  );
  if (gateways.length === 0) {
    throw new KeyError(
      deployment,
      ["clusters", first.name],
      `Cannot print what reaches the cluster ${first.name}: an EnvoyPatchPolicy adds it to a Gateway, and none is among the targets; name a Gateway, or call the cluster of a route, httproute/NAMESPACE/NAME/rule/0.`,
    );
  }
  const names = [...new Set(gateways.map((gateway) => gateway.name))];
  return {
    documents: names.map((gateway) => {
      const id = { ...deployment, name: `${name}-clusters-${gateway}` };
      return resource(
        "gateway.envoyproxy.io/v1alpha1",
        "EnvoyPatchPolicy",
        id,
        {
          spec: {
            targetRef: {
              group: "gateway.networking.k8s.io",
              kind: "Gateway",
              name: gateway,
            },
            type: "JSONPatch",
            jsonPatches: added.map(({ name, address }) => ({
              type: CLUSTER,
              name,
              operation: {
                op: "add",
                path: "",
                value: cluster({ name, ...address }),
              },
            })),
          },
        },
      );
    }),
    notes: [
      "Envoy Gateway takes an EnvoyPatchPolicy where its own configuration has extensionApis.enableEnvoyPatchPolicy: true.",
    ],
  };
}
