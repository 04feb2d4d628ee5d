import { extension, type EnvoyObject } from "./extension.ts";
import { wasmPluginConfig, type Plugin } from "./plugin-config.ts";

/** A plugin, or a ready-made object of Envoy's API instead. */
export type PluginOrObject = Plugin | EnvoyObject;

/**
 * Passes a ready-made object through and wraps a plugin with `wrap`.
 *
 *     filters.map((filter) => wrapPlugin(filter, httpWasmFilter))
 */
export function wrapPlugin(
  value: PluginOrObject,
  wrap: (plugin: Plugin) => EnvoyObject,
): EnvoyObject {
  return isPlugin(value) ? wrap(value) : value;
}

function isPlugin(value: PluginOrObject): value is Plugin {
  return typeof value.wasm === "string";
}

/**
 * The plugin as an HTTP filter, for `httpListener`.
 *
 *     httpWasmFilter({ wasm: "build/release.wasm", rootId: "add_header" })
 */
export function httpWasmFilter(plugin: Plugin): EnvoyObject {
  return extension(
    "envoy.filters.http.wasm",
    "envoy.extensions.filters.http.wasm.v3.Wasm",
    { config: wasmPluginConfig(plugin) },
  );
}

/**
 * The plugin as a network (TCP) filter, for `tcpListener`.
 *
 *     networkWasmFilter({ wasm: "build/release.wasm" })
 */
export function networkWasmFilter(plugin: Plugin): EnvoyObject {
  return extension(
    "envoy.filters.network.wasm",
    "envoy.extensions.filters.network.wasm.v3.Wasm",
    { config: wasmPluginConfig(plugin) },
  );
}

/**
 * The plugin as an access logger: Envoy calls only its `proxy_on_log`.
 *
 *     httpListener({ accessLog: [wasmAccessLog({ wasm: "log.wasm" })] })
 */
export function wasmAccessLog(plugin: Plugin): EnvoyObject {
  return extension(
    "envoy.access_loggers.wasm",
    "envoy.extensions.access_loggers.wasm.v3.WasmAccessLog",
    { config: wasmPluginConfig(plugin) },
  );
}

/**
 * The plugin as a background service, for `bootstrap({ extensions })`.
 *
 * A singleton runs once, on the main thread; otherwise once per worker.
 *
 *     wasmBootstrapExtension({ wasm: "ticker.wasm" }, { singleton: true })
 */
export function wasmBootstrapExtension(
  plugin: Plugin,
  { singleton = false }: { singleton?: boolean } = {},
): EnvoyObject {
  return extension(
    "envoy.bootstrap.wasm",
    "envoy.extensions.wasm.v3.WasmService",
    { config: wasmPluginConfig(plugin), singleton },
  );
}

/**
 * The plugin as a stats sink, for `bootstrap({ statsSinks })`.
 *
 *     wasmStatsSink({ wasm: "sink.wasm" })
 */
export function wasmStatsSink(plugin: Plugin): EnvoyObject {
  return extension(
    "envoy.stat_sinks.wasm",
    "envoy.extensions.stat_sinks.wasm.v3.Wasm",
    { config: wasmPluginConfig(plugin) },
  );
}
