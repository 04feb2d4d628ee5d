import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";

/**
 * A resource of Kubernetes with the deployment's name and namespace; what is
 * undefined in its spec is left out.
 *
 *     resource("v1", "ConfigMap", deployment, { data });
 */
export function resource(
  apiVersion: string,
  kind: string,
  { name, namespace }: Deployment,
  rest: object,
): object {
  return { apiVersion, kind, metadata: { name, namespace }, ...defined(rest) };
}

/** The group of each kind that a manifest may attach to. */
const GROUPS: Record<string, string> = {
  Gateway: "gateway.networking.k8s.io",
  GatewayClass: "gateway.networking.k8s.io",
  GRPCRoute: "gateway.networking.k8s.io",
  HTTPRoute: "gateway.networking.k8s.io",
  TCPRoute: "gateway.networking.k8s.io",
  TLSRoute: "gateway.networking.k8s.io",
  UDPRoute: "gateway.networking.k8s.io",
  Service: "",
  ServiceEntry: "networking.istio.io",
};

/** The references with the groups that their kinds are of. */
export function targetRefs({ targetRefs }: Deployment): object[] | undefined {
  return targetRefs?.map(({ kind, name, group = GROUPS[kind] ?? "" }) => ({
    group,
    kind,
    name,
  }));
}
