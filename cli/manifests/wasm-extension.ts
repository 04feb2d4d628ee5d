import { any, type EnvoyObject } from "../envoy/extension.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { pluginConfig } from "./plugin-config.ts";

/** Envoy's message for a plugin in each form. */
const TYPES = {
  http: "envoy.extensions.filters.http.wasm.v3.Wasm",
  network: "envoy.extensions.filters.network.wasm.v3.Wasm",
  accessLog: "envoy.extensions.access_loggers.wasm.v3.WasmAccessLog",
  service: "envoy.extensions.wasm.v3.WasmService",
} as const;

/**
 * The message of Envoy's API for a plugin in its form.
 *
 *     wasmExtension(deployment, { local: { filename: "/etc/a.wasm" } });
 */
export function wasmExtension(
  deployment: Deployment,
  code: EnvoyObject,
): EnvoyObject {
  const config = pluginConfig(deployment, code);
  const { form, singleton } = deployment;
  return any(TYPES[form], { config, singleton });
}
