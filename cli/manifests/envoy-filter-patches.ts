import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { any, defined, type EnvoyObject } from "../envoy/extension.ts";
import { codeUrl } from "./code-url.ts";
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
  if (form === "accessLog" || form === "service") {
    throw new CliError(
      `Cannot print an EnvoyFilter with the form ${form} from ${deployment.url}: Istio's agent fetches HTTP and network filters only; mount the file and use file://.`,
    );
  }
  const code = remoteCode(deployment, "_");
  const message = wasmExtension(deployment, code);
  const discovered = named(deployment, {
    config_discovery: {
      config_source: { ads: {}, initial_fetch_timeout: "0s" },
      type_urls: [message["@type"]],
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

/** The name by which Istio's agent and Envoy's logs know the plugin. */
function named({ namespace, name }: Deployment, value: EnvoyObject) {
  return { name: `${namespace}.${name}`, ...value };
}

/** The patches that put an extension among those that are there. */
function placed(deployment: Deployment, extension: EnvoyObject): object[] {
  const { form, phase } = deployment;
  if (form === "service") {
    const value = { bootstrap_extensions: [extension] };
    return [{ applyTo: "BOOTSTRAP", patch: { operation: "MERGE", value } }];
  }
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

/** What a patch matches, one for each port. */
function matches(deployment: Deployment, filter: object | undefined): object[] {
  return (deployment.ports ?? [undefined]).map((portNumber) => {
    const filterChain = filter && { filter };
    const listener = defined({ portNumber, filterChain });
    return { ...proxies(deployment), listener };
  });
}

function proxies({ context, proxyVersion }: Deployment): object {
  const proxy = proxyVersion && { proxyVersion };
  return defined({ context: CONTEXTS[context], proxy });
}
