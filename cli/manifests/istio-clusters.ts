import { isIP } from "node:net";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { cluster } from "../envoy/cluster.ts";
import { defined } from "../envoy/extension.ts";
import {
  calledClusters,
  istioName,
  isService,
  type CalledCluster,
  type IstioName,
} from "./called-clusters.ts";
import { refsOf } from "./istio-selection.ts";
import type { Manifest } from "./manifest.ts";
import { resource } from "./resource.ts";

/**
 * What makes the clusters that filters call be there in Istio's proxies: nothing
 * for a Service by Istio's own name, a ServiceEntry for another host by such a
 * name, and an EnvoyFilter for a name of the user's.
 *
 * Throws a {@link KeyError} for TLS to a name that traffic with TLS has already.
 *
 *     istioClusters([deployment]).documents;
 */
export function istioClusters(deployments: Deployment[]): Manifest {
  const documents: object[] = [];
  const notes: string[] = [];
  const added: CalledCluster[] = [];
  for (const called of calledClusters(deployments)) {
    const name = istioName(called.name);
    if (name === undefined) added.push(called);
    else if (!isService(name.host)) documents.push(...entry(called, name));
    else notes.push(serviceNote(called.name));
  }
  if (added.length > 0) {
    documents.push(addition(added));
    const service = added.find(({ address }) => isService(address.host));
    if (service) notes.push(plainNote(service));
  }
  return { documents, notes };
}

function serviceNote(name: string): string {
  return `Istio makes the cluster ${name} itself, where the proxy sees the Service: a Sidecar resource may hide it, and a gateway with PILOT_FILTER_GATEWAY_CLUSTER_CONFIG needs a route to it.`;
}

function plainNote({ name, address }: CalledCluster): string {
  return `The cluster ${name} reaches ${address.host} without Istio's mutual TLS: where the mesh demands that, call it outbound|${address.port}||${address.host}.`;
}

/** A ServiceEntry, and what has Istio speak TLS with it. */
function entry(called: CalledCluster, { port, host }: IstioName): object[] {
  const { address, deployment, name } = called;
  if (address.tls && port === 443) {
    throw new KeyError(
      deployment,
      ["clusters", name],
      `Cannot print what reaches ${host} as ${name}: applications speak TLS on its port 443 themselves, and Istio would speak TLS within TLS; call it outbound|80||${host}, which is printed as port 443 with TLS.`,
    );
  }
  const id = { ...deployment, name: nameOf(deployment, host) };
  const isSame = address.host === host;
  const isAddress = isIP(address.host) !== 0;
  const protocol = address.http2 ? "HTTP2" : "HTTP";
  const targetPort = address.port === port ? undefined : address.port;
  const service = resource("networking.istio.io/v1", "ServiceEntry", id, {
    spec: defined({
      hosts: [host],
      location: "MESH_EXTERNAL",
      ports: [
        defined({
          number: port,
          name: `${protocol.toLowerCase()}-${port}`,
          protocol,
          targetPort,
        }),
      ],
      resolution: isAddress ? "STATIC" : "DNS",
      endpoints: isSame ? undefined : [{ address: address.host }],
    }),
  });
  if (!address.tls) return [service];
  const tls = defined({
    mode: "SIMPLE",
    sni: isAddress ? undefined : address.host,
    subjectAltNames: [address.host],
  });
  const policy = { portLevelSettings: [{ port: { number: port }, tls }] };
  return [
    service,
    resource("networking.istio.io/v1", "DestinationRule", id, {
      spec: { host, trafficPolicy: policy },
    }),
  ];
}

/** An EnvoyFilter that adds clusters to the proxies that have the filter. */
function addition(added: CalledCluster[]): object {
  const [{ deployment }] = added;
  const { labels, name } = deployment;
  const targets = { kinds: ["Gateway", "GatewayClass"], sections: false };
  const spec = defined({
    workloadSelector: labels && { labels },
    targetRefs: refsOf("an EnvoyFilter for the clusters", deployment, targets),
    configPatches: added.map(({ name, address }) => ({
      applyTo: "CLUSTER",
      patch: { operation: "ADD", value: cluster({ name, ...address }) },
    })),
  });
  return resource(
    "networking.istio.io/v1alpha3",
    "EnvoyFilter",
    { ...deployment, name: `${name}-clusters` },
    { spec },
  );
}

function nameOf({ name }: Deployment, host: string): string {
  return `${name}-${host.toLowerCase().replace(/[^a-z0-9.]+/g, "-")}`;
}
