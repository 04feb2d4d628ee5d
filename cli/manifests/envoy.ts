import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { socketAddress } from "../envoy/address.ts";
import { bootstrap } from "../envoy/bootstrap.ts";
import { cluster } from "../envoy/cluster.ts";
import { defined, type EnvoyObject } from "../envoy/extension.ts";
import { httpListener, tcpListener } from "../envoy/listener.ts";
import { routeTo } from "../envoy/route.ts";
import type { HostPort } from "../base/host-port.ts";
import type { ProxyAround } from "../base/proxy-around.ts";
import { codeCluster } from "./code-cluster.ts";
import { codeUrl } from "./code-url.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys } from "./refuse-keys.ts";
import { remoteCode } from "./remote-code.ts";
import { wasmExtension } from "./wasm-extension.ts";

/** What a bootstrap has around the plugin. */
export interface EnvoyAround extends ProxyAround {
  /** Where Envoy listens; 0.0.0.0:10000 by default. */
  listen?: HostPort;
  /** Where the admin interface listens; 127.0.0.1:9901 by default. */
  admin?: HostPort;
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
  const services = Object.entries({ ...upstream, ...around.cluster });
  const { caFile } = around;
  const document = bootstrap({
    listeners: [listenerOf(form, extension, around)],
    clusters: [
      ...services.map(([name, address]) =>
        cluster({ name, caFile, ...address }),
      ),
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
  around: EnvoyAround,
): EnvoyObject {
  const { listen = { host: "0.0.0.0", port: 10000 }, upstream } = around;
  const { upgrade, bufferLimit } = around;
  const fields = defined({ per_connection_buffer_limit_bytes: bufferLimit });
  const filters = form === "http" || form === "network" ? [extension] : [];
  const accessLog = form === "accessLog" ? [extension] : undefined;
  if (form !== "network") {
    const routes = upstream && [routeTo(UPSTREAM)];
    const upgrades = upgrade?.map((each) => ({ upgrade_type: each }));
    const manager = defined({ upgrade_configs: upgrades });
    const http = { filters, accessLog, routes, manager, fields };
    return httpListener({ ...listen, ...http });
  }
  if (upgrade) {
    throw new CliError(
      "Cannot use --upgrade with a network filter: its bytes pass as they are, whatever they are.",
      { exitStatus: 2 },
    );
  }
  if (upstream) {
    return tcpListener({ ...listen, filters, cluster: UPSTREAM, fields });
  }
  throw new CliError(
    "Cannot print a bootstrap with a network filter: say with --upstream ADDRESS where the bytes go.",
    { exitStatus: 2 },
  );
}
