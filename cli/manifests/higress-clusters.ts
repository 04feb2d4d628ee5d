import { isIP } from "node:net";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import {
  calledClusters,
  istioName,
  isService,
  type CalledCluster,
  type IstioName,
} from "./called-clusters.ts";
import type { Manifest } from "./manifest.ts";

/**
 * What makes the clusters that a filter calls be there in Higress's gateways: a
 * comment with entries of its McpBridge, which is one resource for all.
 *
 * Throws a {@link KeyError} for a name that Higress gives no cluster.
 *
 *     higressClusters(deployment).comment;
 */
export function higressClusters(
  deployment: Deployment,
): Pick<Manifest, "comment"> {
  const entries = calledClusters([deployment]).flatMap(entryOf);
  if (entries.length === 0) return {};
  return {
    comment: [
      "Add to spec.registries of the McpBridge default in higress-system:",
      ...entries,
    ],
  };
}

function entryOf(called: CalledCluster): string[] {
  const { address, deployment, name } = called;
  const known = istioName(name);
  if (known && isService(known.host)) return [];
  const type = isIP(address.host) === 0 ? "dns" : "static";
  if (known?.host.endsWith(`.${type}`)) return lines(called, known, type);
  throw new KeyError(
    deployment,
    ["clusters", name],
    `Cannot print what reaches the cluster ${name} in Higress: it names clusters itself, so call this one outbound|${type === "dns" ? address.port : 80}||NAME.${type}.`,
  );
}

function lines(
  { address }: CalledCluster,
  { host }: IstioName,
  type: "dns" | "static",
): string[] {
  const { tls, http2, port } = address;
  const protocol = http2 ? "grpc" : "http";
  const domain =
    type === "dns" ? address.host : `${address.host}:${address.port}`;
  return [
    `  - name: ${host.slice(0, -type.length - 1)}`,
    `    type: ${type}`,
    `    domain: ${domain}`,
    `    port: ${type === "dns" ? port : 80}`,
    `    protocol: ${tls ? `${protocol}s` : protocol}`,
    ...(tls && type === "dns" ? [`    sni: ${address.host}`] : []),
  ];
}
