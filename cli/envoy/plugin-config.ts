import { basename, resolve } from "node:path";
import { any, defined, type EnvoyObject } from "./extension.ts";

/** A configuration: text, bytes, or an object that the plugin receives as JSON. */
export type Configuration = string | Uint8Array | object;

/** The settings of an Envoy plugin; only the file is required. */
export interface Plugin {
  /** The `.wasm` file; relative to the working directory. */
  wasm: string;
  /** Where Envoy gets the module, instead of that file. */
  code?: EnvoyObject;
  /** Its name in Envoy's logs and statistics; the file's base name by default. */
  name?: string;
  rootId?: string;
  vmId?: string;
  configuration?: Configuration;
  vmConfiguration?: Configuration;
  failurePolicy?: "FAIL_RELOAD" | "FAIL_CLOSED" | "FAIL_OPEN";
  /** Durations such as `"0.1s"`; only for FAIL_RELOAD. */
  reloadBackoff?: { baseInterval: string; maxInterval?: string };
  /** Since Envoy 1.35. */
  allowOnHeadersStopIteration?: boolean;
  environment?: { hostKeys?: string[]; keyValues?: Record<string, string> };
  /** The only host functions and callbacks to link; all of them if empty. */
  allowedCapabilities?: readonly string[];
}

/**
 * The `envoy.extensions.wasm.v3.PluginConfig` of a plugin.
 *
 * The file need not exist yet: Envoy reads it when it starts.
 *
 *     wasmPluginConfig({ wasm: "build/release.wasm", configuration: "hi" })
 */
export function wasmPluginConfig(plugin: Plugin): EnvoyObject {
  return defined({
    name: plugin.name ?? basename(plugin.wasm, ".wasm"),
    root_id: plugin.rootId,
    vm_config: vmConfig(plugin),
    configuration: configurationAny(plugin.configuration),
    failure_policy: plugin.failurePolicy,
    reload_config: reloadConfig(plugin),
    allow_on_headers_stop_iteration: plugin.allowOnHeadersStopIteration,
    capability_restriction_config: capabilities(plugin),
  });
}

function vmConfig(plugin: Plugin): EnvoyObject {
  const { environment, code } = plugin;
  return defined({
    vm_id: plugin.vmId,
    runtime: "envoy.wasm.runtime.v8",
    code: code ?? { local: { filename: resolve(plugin.wasm) } },
    configuration: configurationAny(plugin.vmConfiguration),
    environment_variables:
      environment &&
      defined({
        host_env_keys: environment.hostKeys,
        key_values: environment.keyValues,
      }),
  });
}

function reloadConfig({ reloadBackoff }: Plugin): EnvoyObject | undefined {
  if (reloadBackoff === undefined) return undefined;
  const { baseInterval, maxInterval } = reloadBackoff;
  return {
    backoff: defined({
      base_interval: baseInterval,
      max_interval: maxInterval,
    }),
  };
}

function capabilities({
  allowedCapabilities,
}: Plugin): EnvoyObject | undefined {
  if (allowedCapabilities === undefined) return undefined;
  const entries = allowedCapabilities.map((name) => [name, {}]);
  return { allowed_capabilities: Object.fromEntries(entries) };
}

function configurationAny(
  value: Configuration | undefined,
): EnvoyObject | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") {
    return any("google.protobuf.StringValue", { value });
  }
  if (value instanceof Uint8Array) {
    const base64 = Buffer.from(value).toString("base64");
    return any("google.protobuf.BytesValue", { value: base64 });
  }
  if ("@type" in value) return { ...value };
  // As Istio and Envoy Gateway do. Envoy would pass a Struct as protobuf bytes.
  return configurationAny(JSON.stringify(value));
}
