import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { parseService, type ServiceAddress } from "../base/service-address.ts";

/** A cluster that filters call. */
export interface CalledCluster {
  name: string;
  address: ServiceAddress;
  /** The first filter that names it. */
  deployment: Deployment;
}

/**
 * The clusters that filters call, each once.
 *
 * Throws a {@link KeyError} for a name that two filters give two addresses.
 *
 *     calledClusters([deployment])[0]; // { name: "auth", address: { … }, … }
 */
export function calledClusters(deployments: Deployment[]): CalledCluster[] {
  const found = new Map<string, CalledCluster>();
  const texts = new Map<string, string>();
  for (const deployment of deployments) {
    const clusters = Object.entries(deployment.clusters ?? {});
    for (const [name, text] of clusters) {
      const before = texts.get(name);
      if (before !== undefined && before !== text) {
        throw new KeyError(
          deployment,
          ["clusters", name],
          `Cannot have the cluster ${name} at ${text}: another filter has it at ${before}, and a name reaches one service.`,
        );
      }
      texts.set(name, text);
      const address = parseService(text);
      if (before === undefined) found.set(name, { name, address, deployment });
    }
  }
  return [...found.values()];
}

/** What a name of Istio's own says: `outbound|PORT|SUBSET|HOST`. */
export interface IstioName {
  port: number;
  host: string;
}

/**
 * Reads the name that Istio gives the cluster of a host; undefined for others.
 *
 *     istioName("outbound|80||auth.example"); // { port: 80, host: "auth.example" }
 */
export function istioName(name: string): IstioName | undefined {
  const [, port, host] =
    /^outbound\|(\d{1,5})\|[^|]*\|([^|]+)$/.exec(name) ?? [];
  if (port === undefined || host === undefined) return undefined;
  return { port: Number(port), host };
}

/** Whether a host is a Service of Kubernetes, whose clusters Istio makes. */
export function isService(host: string): boolean {
  return /^[^.]+\.[^.]+\.svc\.[^.]+/.test(host);
}
