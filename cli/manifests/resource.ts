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
  { name, namespace }: Pick<Deployment, "name" | "namespace">,
  rest: object,
): object {
  return { apiVersion, kind, metadata: { name, namespace }, ...defined(rest) };
}
