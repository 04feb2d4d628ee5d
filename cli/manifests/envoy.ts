import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { socketAddress } from "../envoy/address.ts";
import { bootstrap } from "../envoy/bootstrap.ts";
import { cluster } from "../envoy/cluster.ts";
import { defined, type EnvoyObject } from "../envoy/extension.ts";
import { httpListener, tcpListener } from "../envoy/listener.ts";
import { routeTo } from "../envoy/route.ts";
import type { HostPort } from "../base/host-port.ts";
import type { ProxyAround } from "../base/proxy-around.ts";
import { codeCluster } from "./code-cluster.ts";
import { calledClusters } from "./called-clusters.ts";
import { codeUrl } from "./code-url.ts";
import { joined, manifest, type Manifest } from "./manifest.ts";
import { noteKeys } from "./refuse-keys.ts";
import { remoteCode } from "./remote-code.ts";
import { statsConfig } from "./stats-tags.ts";
import { wasmExtension } from "./wasm-extension.ts";

/** What a bootstrap has around the plugin. */
export interface EnvoyAround extends ProxyAround {
  /** Where Envoy listens; 0.0.0.0:10000 by default. */
  listen?: HostPort;
  /** Where the admin interface listens; 127.0.0.1:9901 by default. */
  admin?: HostPort;
  /** Send the bytes of a connection back if they have no upstream. */
  echo?: boolean;
  /** The names of the tags of the filters' metrics. */
  metricTags?: string[];
}

const UPSTREAM = "upstream";
const CODE = "wasm-code";

const KIND = "a bootstrap of Envoy";

/**
 * A whole bootstrap for `envoy -c`, with the plugins in it in their order.
 *
 * Throws a {@link CliError} for an image, which Envoy itself does not pull, for
 * a module to fetch without its digest, and for network filters alone without
 * an upstream.
 *
 *     envoyManifest([deployment], { listen: { host: "0.0.0.0", port: 8080 } });
 */
export function envoyManifest(
  deployments: Deployment[],
  around: EnvoyAround = {},
): Manifest {
  const parts = deployments.map((deployment, index) => {
    // A bootstrap of one filter names its cluster as it always has.
    const name = index === 0 ? CODE : `${CODE}-${deployment.name}`;
    const { code, clusters } = codeOf(deployment, name);
    const extension = { name: deployment.name, typed_config: code };
    return { form: deployment.form, extension, clusters };
  });
  const { host, port } = around.admin ?? { host: "127.0.0.1", port: 9901 };
  const upstream = around.upstream && { [UPSTREAM]: around.upstream };
  const called = calledClusters(deployments).map(
    ({ name, address }) => [name, address] as const,
  );
  const services = Object.entries({
    ...upstream,
    ...Object.fromEntries(called),
    ...around.cluster,
  });
  const { caFile } = around;
  const extensions = extensionsOf(parts, "service");
  const document = bootstrap({
    listeners: [listenerOf(parts, around)],
    clusters: [
      ...services.map(([name, address]) =>
        cluster({ name, caFile, ...address }),
      ),
      ...parts.flatMap(({ clusters }) => clusters),
    ],
    extensions: extensions.length > 0 ? extensions : undefined,
    fields: {
      admin: { address: socketAddress(host, port) },
      ...statsConfig(around.metricTags ?? []),
    },
  });
  const notes = deployments.flatMap((deployment) =>
    noteKeys(KIND, deployment, {
      targetRefs: "it is not a resource of Kubernetes",
      targetSelectors: "it is not a resource of Kubernetes",
      mergeType: "it is not a resource of Kubernetes",
      matchRules: "it is not a resource of Kubernetes",
      labels: "it is not a resource of Kubernetes",
      pullSecret: "Envoy pulls no images",
      phase: "its filters stand in their order before the router",
      priority: "its filters stand in their order before the router",
      context: "its listener is the only one",
      ports: "the listener's port is set by --listen",
      proxyVersion: "it is for the Envoy that reads it",
      pullPolicy: "Envoy keeps what has the digest",
    }),
  );
  return joined([manifest(document, notes)]);
}

/** A plugin of a bootstrap. */
interface Part {
  form: Deployment["form"];
  extension: EnvoyObject;
}

function extensionsOf(parts: Part[], form: Deployment["form"]): EnvoyObject[] {
  return parts
    .filter((part) => part.form === form)
    .map(({ extension }) => extension);
}

function codeOf(deployment: Deployment, name: string) {
  const at = codeUrl(deployment);
  if (at.scheme === "oci") {
    throw new KeyError(
      deployment,
      ["url"],
      `Cannot use the url ${deployment.url}: Envoy itself pulls no images; use file:// or https://, or Istio or Envoy Gateway in front of it.`,
    );
  }
  if (at.scheme === "file") {
    const local = { local: { filename: at.path } };
    return { code: wasmExtension(deployment, local), clusters: [] };
  }
  if (deployment.sha256 === undefined) {
    throw new KeyError(
      deployment,
      ["url"],
      `Cannot use the url ${deployment.url}: Envoy fetches no module without its digest; give sha256, or module for the file to take it from.`,
    );
  }
  const remote = remoteCode(deployment, name);
  return {
    code: wasmExtension(deployment, remote),
    clusters: [codeCluster(name, at.url)],
  };
}

function listenerOf(parts: Part[], around: EnvoyAround): EnvoyObject {
  const { listen = { host: "0.0.0.0", port: 10000 }, upstream } = around;
  const { upgrade, bufferLimit } = around;
  const fields = defined({ per_connection_buffer_limit_bytes: bufferLimit });
  const network = extensionsOf(parts, "network");
  if (network.length < parts.length || network.length === 0) {
    const accessLog = extensionsOf(parts, "accessLog");
    const routes = upstream && [routeTo(UPSTREAM)];
    const upgrades = upgrade?.map((each) => ({ upgrade_type: each }));
    const http = {
      filters: extensionsOf(parts, "http"),
      accessLog: accessLog.length > 0 ? accessLog : undefined,
      routes,
      manager: defined({ upgrade_configs: upgrades }),
      fields,
    };
    return withNetworkFilters(httpListener({ ...listen, ...http }), network);
  }
  if (upgrade) {
    throw new CliError(
      "Cannot use --upgrade with a network filter: its bytes pass as they are, whatever they are.",
      { exitStatus: 2 },
    );
  }
  if (upstream || around.echo) {
    const cluster = upstream && UPSTREAM;
    const tcp = { filters: network, cluster, fields };
    return tcpListener({ ...listen, ...tcp });
  }
  throw new CliError(
    "Cannot print a bootstrap with a network filter: say with --upstream ADDRESS where the bytes go.",
    { exitStatus: 2 },
  );
}

/** A listener whose connections pass network filters before all else. */
function withNetworkFilters(
  listener: EnvoyObject,
  network: EnvoyObject[],
): EnvoyObject {
  if (network.length === 0) return listener;
  const [chain] = listener.filter_chains as { filters: EnvoyObject[] }[];
  const filters = [...network, ...chain.filters];
  return { ...listener, filter_chains: [{ ...chain, filters }] };
}
