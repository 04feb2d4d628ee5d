import { any, type EnvoyObject } from "../envoy/extension.ts";

/** The names that filters had before Envoy 1.14. */
const NAMES: Record<string, string> = {
  "envoy.http_connection_manager":
    "envoy.filters.network.http_connection_manager",
  "envoy.tcp_proxy": "envoy.filters.network.tcp_proxy",
  "envoy.router": "envoy.filters.http.router",
  "envoy.wasm": "envoy.filters.http.wasm",
};

const WASM = "envoy.extensions.filters.http.wasm.v3.Wasm";
const V8 = "envoy.wasm.runtime.v8";
const STRING_VALUE = "google.protobuf.StringValue";
const TYPED_STRUCT = /(udpa|xds)\.type\.v[13]\.TypedStruct$/;

/** Makes the error of what cannot be converted, with the reason. */
type Wrong = (reason: string) => Error;

/** A resource of today, and what was changed that the user should know. */
export interface Renewed {
  document: object;
  notes: string[];
}

/**
 * An EnvoyFilter as today's Istio and Envoy read it: `typed_config` in place of
 * `config`, the filters' present names, the configuration as a StringValue.
 *
 * What is of today already stays as it is. Throws `wrong` for a filter without a
 * configuration that could be typed.
 *
 *     renewEnvoyFilter(parse(yaml), (reason) => new Error(reason)).document;
 */
export function renewEnvoyFilter(document: EnvoyObject, wrong: Wrong): Renewed {
  const notes: string[] = [];
  const { workloadLabels, ...spec } = document.spec as EnvoyObject;
  const renewed = renew(spec, notes, wrong) as EnvoyObject;
  const selector = workloadLabels
    ? { workloadSelector: { labels: workloadLabels } }
    : {};
  return {
    document: {
      ...document,
      apiVersion: "networking.istio.io/v1alpha3",
      spec: { ...selector, ...renewed },
    },
    notes: [...new Set(notes)],
  };
}

function renew(value: unknown, notes: string[], wrong: Wrong): unknown {
  if (typeof value === "string") return NAMES[value] ?? value;
  if (Array.isArray(value))
    return value.map((each) => renew(each, notes, wrong));
  if (!(value instanceof Object)) return value;
  const entries = Object.entries(value as EnvoyObject);
  const renewed = Object.fromEntries(
    entries.map(([key, each]) => [key, renew(each, notes, wrong)]),
  );
  return isWasmFilter(renewed) ? wasmFilter(renewed, notes, wrong) : renewed;
}

function isWasmFilter(value: EnvoyObject): boolean {
  if (value.name === "envoy.filters.http.wasm" && "config" in value)
    return true;
  const typed = value.typed_config as EnvoyObject | undefined;
  return (
    TYPED_STRUCT.test(String(typed?.["@type"])) &&
    String(typed?.type_url).includes("wasm")
  );
}

/** A filter whose configuration is not typed, or a struct in disguise. */
function wasmFilter(
  filter: EnvoyObject,
  notes: string[],
  wrong: Wrong,
): EnvoyObject {
  const { config: old, typed_config: typed, ...rest } = filter;
  const fields = old ?? (isObject(typed) ? typed.value : undefined);
  if (!isObject(fields) || !isObject(fields.config)) {
    throw wrong("a Wasm filter in it has no configuration with a key config");
  }
  const plugin = { ...fields.config };
  if (typeof plugin.configuration === "string") {
    plugin.configuration = any(STRING_VALUE, { value: plugin.configuration });
  }
  for (const key of ["vm_config", "vmConfig"]) {
    const vm = plugin[key];
    if (isObject(vm)) plugin[key] = vmConfig(vm, notes);
  }
  return { ...rest, typed_config: any(WASM, { config: plugin }) };
}

function vmConfig(vm: EnvoyObject, notes: string[]): EnvoyObject {
  const { runtime } = vm;
  if (typeof runtime !== "string" || runtime === V8) return vm;
  notes.push(`runtime ${runtime}: it is ${V8} now, which every Envoy has.`);
  return { ...vm, runtime: V8 };
}

function isObject(value: unknown): value is EnvoyObject {
  return value instanceof Object && !Array.isArray(value);
}
