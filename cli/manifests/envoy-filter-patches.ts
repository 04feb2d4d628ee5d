import type { Deployment } from "../deployment/deployment.ts";
import { any, defined, type EnvoyObject } from "../envoy/extension.ts";
import { codeUrl } from "./code-url.ts";
import { refuseValue } from "./refuse-keys.ts";
import { remoteCode } from "./remote-code.ts";
import { wasmExtension } from "./wasm-extension.ts";

const CONTEXTS = {
  any: "ANY",
  inbound: "SIDECAR_INBOUND",
  outbound: "SIDECAR_OUTBOUND",
  gateway: "GATEWAY",
} as const;

const MANAGER = "envoy.filters.network.http_connection_manager";
const MANAGER_TYPE =
  "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

/** What Istio's agent sends instead of a module that it cannot fetch. */
const SUBSTITUTES: Partial<Record<Deployment["form"], string>> = {
  http: "envoy.extensions.filters.http.rbac.v3.RBAC",
  network: "envoy.extensions.filters.network.rbac.v3.RBAC",
};

/** The listener of a waypoint behind that in which its tunnels end. */
const BEHIND_TUNNEL = "main_internal";

/** The variable by which Istio's agent is told when to pull an image. */
const PULL_POLICY = "ISTIO_META_WASM_IMAGE_PULL_POLICY";

/**
 * The patches of an EnvoyFilter that put a plugin where its form belongs.
 *
 *     envoyFilterPatches(deployment); // one for each port, or one for all
 */
export function envoyFilterPatches(deployment: Deployment): object[] {
  const { form } = deployment;
  const at = codeUrl(deployment);
  if (at.scheme === "file") {
    const local = { local: { filename: at.path } };
    const extension = named(deployment, {
      typed_config: wasmExtension(deployment, local),
    });
    return placed(deployment, extension);
  }
  const substitute = SUBSTITUTES[form];
  if (substitute === undefined) {
    refuseValue(
      "an EnvoyFilter",
      deployment,
      "url",
      `Istio's agent fetches HTTP and network filters only; for the form ${form}, mount the file and use file://`,
    );
  }
  const message = wasmExtension(
    withPullPolicy(deployment),
    remoteCode(deployment, "_"),
  );
  const discovered = named(deployment, {
    config_discovery: {
      config_source: { ads: {}, initial_fetch_timeout: "0s" },
      // Without the type of the substitute Envoy refuses it, and the fail
      // policy with it.
      type_urls: [message["@type"], `type.googleapis.com/${substitute}`],
    },
  });
  const configured = {
    applyTo: "EXTENSION_CONFIG",
    match: proxies(deployment),
    patch: {
      operation: "ADD",
      value: named(deployment, { typed_config: message }),
    },
  };
  return [configured, ...placed(deployment, discovered)];
}

function withPullPolicy(deployment: Deployment): Deployment {
  const { pullPolicy, environment } = deployment;
  if (pullPolicy === undefined) return deployment;
  const policy = { [PULL_POLICY]: pullPolicy };
  return { ...deployment, environment: { ...environment, ...policy } };
}

/** The name by which Istio's agent and Envoy's logs know the plugin. */
function named({ namespace, name }: Deployment, value: EnvoyObject) {
  return { name: `${namespace}.${name}`, ...value };
}

/** The patches that put an extension among those that are there. */
function placed(deployment: Deployment, extension: EnvoyObject): object[] {
  const { form, phase } = deployment;
  if (form === "accessLog") {
    const value = {
      name: MANAGER,
      typed_config: any(MANAGER_TYPE, { access_log: [extension] }),
    };
    return matches(deployment, { name: MANAGER }).map((match) => ({
      applyTo: "NETWORK_FILTER",
      match,
      patch: { operation: "MERGE", value },
    }));
  }
  const isHttp = form === "http";
  const before = isHttp
    ? { name: MANAGER, subFilter: { name: "envoy.filters.http.router" } }
    : { name: "envoy.filters.network.tcp_proxy" };
  const isFirst = phase === "AUTHN";
  const first = isHttp ? { name: MANAGER } : undefined;
  const operation = isFirst ? "INSERT_FIRST" : "INSERT_BEFORE";
  const patch = { operation, value: extension };
  return matches(deployment, isFirst ? first : before).map((match) => ({
    applyTo: isHttp ? "HTTP_FILTER" : "NETWORK_FILTER",
    match,
    patch,
  }));
}

/** What a patch matches, one for each port and each kind of gateway. */
function matches(deployment: Deployment, filter: object | undefined): object[] {
  const filterChain = filter && { filter };
  const match = (context: string, listener: EnvoyObject) => ({
    ...proxies(deployment, context),
    listener: defined({ ...listener, filterChain }),
  });
  const byPort = (context: string) =>
    (deployment.ports ?? [undefined]).map((portNumber) =>
      match(context, { portNumber }),
    );
  const context = CONTEXTS[deployment.context];
  if (deployment.targetRefs === undefined || deployment.labels !== undefined) {
    return byPort(context);
  }
  // A target is a gateway, or a waypoint, whose listener has no port.
  const atWaypoint = match(CONTEXTS.inbound, { name: BEHIND_TUNNEL });
  if (deployment.context === "gateway") return byPort(CONTEXTS.gateway);
  if (deployment.ports) {
    if (deployment.context === "any") return byPort(CONTEXTS.gateway);
    refuseValue(
      "an EnvoyFilter",
      deployment,
      "ports",
      "a waypoint has no listeners by port, so that it would run nowhere; leave the ports out, or use a WasmPlugin",
    );
  }
  if (deployment.context === "inbound") return [atWaypoint];
  if (deployment.context === "any") {
    return [...byPort(CONTEXTS.gateway), atWaypoint];
  }
  return refuseValue(
    "an EnvoyFilter",
    deployment,
    "context",
    "the targets are gateways and waypoints, which have gateway and inbound listeners, so that it would run nowhere",
  );
}

function proxies(
  { context, proxyVersion }: Deployment,
  name: string = CONTEXTS[context],
): EnvoyObject {
  const proxy = proxyVersion && { proxyVersion };
  return defined({ context: name, proxy });
}
