import { CliError } from "../cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { socketAddress } from "../envoy/address.ts";
import { bootstrap } from "../envoy/bootstrap.ts";
import { cluster } from "../envoy/cluster.ts";
import type { EnvoyObject } from "../envoy/extension.ts";
import { httpListener, tcpListener } from "../envoy/listener.ts";
import { routeTo } from "../envoy/route.ts";
import type { Clusters, HostPort } from "../host-port.ts";
import { codeCluster } from "./code-cluster.ts";
import { codeUrl } from "./code-url.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys } from "./refuse-keys.ts";
import { remoteCode } from "./remote-code.ts";
import { wasmExtension } from "./wasm-extension.ts";

/** What a bootstrap has around the plugin. */
export interface EnvoyAround {
  /** Where Envoy listens; 0.0.0.0:10000 by default. */
  listen?: HostPort;
  /** Where the admin interface listens; 127.0.0.1:9901 by default. */
  admin?: HostPort;
  /** Where the traffic goes; without it Envoy answers HTTP by itself. */
  upstream?: HostPort;
  /** The services that the filter calls, by their clusters' names. */
  clusters?: Clusters;
}

const UPSTREAM = "upstream";
const CODE = "wasm-code";

/**
 * A whole bootstrap for `envoy -c`, with the plugin in it.
 *
 * Throws a {@link CliError} for an image, which Envoy itself does not pull, for
 * a module to fetch without its digest, and for a network filter without an
 * upstream.
 *
 *     envoyManifest(deployment, { listen: { host: "0.0.0.0", port: 8080 } });
 */
export function envoyManifest(
  deployment: Deployment,
  around: EnvoyAround = {},
): Manifest {
  refuseKeys("a bootstrap of Envoy", deployment, {
    pullSecret: "Envoy pulls no images",
    targetRefs: "it is no resource of Kubernetes",
    labels: "it is no resource of Kubernetes",
  });
  const { code, clusters } = codeOf(deployment);
  const extension = { name: deployment.name, typed_config: code };
  const { form } = deployment;
  const { host, port } = around.admin ?? { host: "127.0.0.1", port: 9901 };
  const upstream = around.upstream && { [UPSTREAM]: around.upstream };
  const services = Object.entries({ ...upstream, ...around.clusters });
  const document = bootstrap({
    listeners: [listenerOf(form, extension, around)],
    clusters: [
      ...services.map(([name, address]) => cluster({ name, ...address })),
      ...clusters,
    ],
    extensions: form === "service" ? [extension] : undefined,
    fields: { admin: { address: socketAddress(host, port) } },
  });
  return manifest(
    document,
    noteKeys("a bootstrap of Envoy", deployment, {
      phase: "its filter stands alone before the router",
      priority: "its filter stands alone before the router",
      context: "its listener is the only one",
      ports: "the listener's port is set by --listen",
      proxyVersion: "it is for the Envoy that reads it",
      pullPolicy: "Envoy keeps what has the digest",
    }),
  );
}

function codeOf(deployment: Deployment) {
  const at = codeUrl(deployment);
  if (at.scheme === "oci") {
    throw new CliError(
      `Cannot use the url ${deployment.url}: Envoy itself pulls no images; use file:// or https://, or Istio or Envoy Gateway in front of it.`,
    );
  }
  if (at.scheme === "file") {
    const local = { local: { filename: at.path } };
    return { code: wasmExtension(deployment, local), clusters: [] };
  }
  if (deployment.sha256 === undefined) {
    throw new CliError(
      `Cannot use the url ${deployment.url}: Envoy fetches no module without its digest; give sha256, or module for the file to take it from.`,
    );
  }
  const remote = remoteCode(deployment, CODE);
  return {
    code: wasmExtension(deployment, remote),
    clusters: [codeCluster(CODE, at.url)],
  };
}

function listenerOf(
  form: Deployment["form"],
  extension: EnvoyObject,
  { listen = { host: "0.0.0.0", port: 10000 }, upstream }: EnvoyAround,
): EnvoyObject {
  const filters = form === "http" || form === "network" ? [extension] : [];
  const accessLog = form === "accessLog" ? [extension] : undefined;
  if (form !== "network") {
    const routes = upstream && [routeTo(UPSTREAM)];
    return httpListener({ ...listen, filters, accessLog, routes });
  }
  if (upstream) return tcpListener({ ...listen, filters, cluster: UPSTREAM });
  throw new CliError(
    "Cannot print a bootstrap with a network filter: say with --upstream HOST:PORT where the bytes go.",
    { exitStatus: 2 },
  );
}
