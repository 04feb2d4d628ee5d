import { socketAddress } from "./address.ts";
import { defined, extension, type EnvoyObject } from "./extension.ts";
import { directResponse } from "./route.ts";
import {
  httpWasmFilter,
  networkWasmFilter,
  wasmAccessLog,
  wrapPlugin,
  type PluginOrObject,
} from "./wasm-extension.ts";

interface Listener {
  /** `"main"` by default; also the prefix of its statistics. */
  name?: string;
  /** 127.0.0.1 by default. */
  host?: string;
  /** 0 by default: the kernel picks one, see `EnvoyProcess.port`. */
  port?: number;
  /** Plugins or ready-made filters, in the order of the request. */
  filters?: PluginOrObject[];
  /** Plugins or ready-made access loggers. */
  accessLog?: PluginOrObject[];
  /** More fields of the listener, over those set here. */
  fields?: EnvoyObject;
}

export interface HttpListener extends Listener {
  /** Tried in order; one `directResponse()` by default. */
  routes?: EnvoyObject[];
  /** Keep HTTP/1.1 trailers, which Envoy drops by default. */
  trailers?: boolean;
  /** More fields of the HttpConnectionManager, over those set here. */
  manager?: EnvoyObject;
}

export interface TcpListener extends Listener {
  /** Where the bytes go: a `cluster` of the bootstrap; without one, back again. */
  cluster?: string;
}

const FILTERS = "envoy.extensions.filters";

/**
 * A listener that speaks HTTP/1.1 and HTTP/2 without TLS.
 *
 * The router is added after the filters.
 *
 *     httpListener({
 *       filters: [{ wasm: "build/release.wasm" }],
 *       routes: [routeTo("upstream")],
 *     })
 */
export function httpListener(description: HttpListener = {}): EnvoyObject {
  const { name = "main", filters = [], trailers } = description;
  const routes = description.routes ?? [directResponse()];
  const router = extension(
    "envoy.filters.http.router",
    `${FILTERS}.http.router.v3.Router`,
  );
  const manager = extension(
    "envoy.filters.network.http_connection_manager",
    `${FILTERS}.network.http_connection_manager.v3.HttpConnectionManager`,
    {
      stat_prefix: name,
      http_protocol_options: trailers ? { enable_trailers: true } : undefined,
      route_config: {
        name,
        virtual_hosts: [{ name, domains: ["*"], routes }],
      },
      http_filters: [
        ...filters.map((filter) => wrapPlugin(filter, httpWasmFilter)),
        router,
      ],
      access_log: accessLog(description),
      ...description.manager,
    },
  );
  return listener(description, [manager]);
}

/**
 * A listener that passes bytes to a cluster, or back to the client, through network
 * filters.
 *
 *     tcpListener({ filters: [{ wasm: "l4.wasm" }], cluster: "upstream" })
 */
export function tcpListener(description: TcpListener): EnvoyObject {
  const { name = "main", filters = [], cluster } = description;
  const proxy =
    cluster === undefined
      ? extension(
          "envoy.filters.network.echo",
          `${FILTERS}.network.echo.v3.Echo`,
        )
      : extension(
          "envoy.filters.network.tcp_proxy",
          `${FILTERS}.network.tcp_proxy.v3.TcpProxy`,
          { stat_prefix: name, cluster, access_log: accessLog(description) },
        );
  return listener(description, [
    ...filters.map((filter) => wrapPlugin(filter, networkWasmFilter)),
    proxy,
  ]);
}

function accessLog({ accessLog }: Listener): EnvoyObject[] | undefined {
  return accessLog?.map((logger) => wrapPlugin(logger, wasmAccessLog));
}

function listener(description: Listener, filters: EnvoyObject[]): EnvoyObject {
  const { name = "main", host = "127.0.0.1", port = 0 } = description;
  return defined({
    name,
    address: socketAddress(host, port),
    filter_chains: [{ filters }],
    ...description.fields,
  });
}
