import { any, type EnvoyObject } from "../envoy/extension.ts";

const V8 = "envoy.wasm.runtime.v8";
/** For code that is built into a proxy, under a name in place of a module. */
const BUILT_IN = "envoy.wasm.runtime.null";

const STRING_VALUE = "google.protobuf.StringValue";
const STRUCT = "google.protobuf.Struct";
const TYPED_STRUCT = /(udpa|xds)\.type\.v[13]\.TypedStruct$/;

/** What Wasm extensions are called by their names, by their types, and today. */
const KINDS: { name: string; old: RegExp; type: string }[] = [
  {
    name: "envoy.filters.http.wasm",
    old: /\bfilters?\.http\.wasm\.v\w+\.Wasm$/,
    type: "envoy.extensions.filters.http.wasm.v3.Wasm",
  },
  {
    name: "envoy.filters.network.wasm",
    old: /\bfilters?\.network\.wasm\.v\w+\.Wasm$/,
    type: "envoy.extensions.filters.network.wasm.v3.Wasm",
  },
  {
    name: "envoy.access_loggers.wasm",
    old: /\.WasmAccessLog$/,
    type: "envoy.extensions.access_loggers.wasm.v3.WasmAccessLog",
  },
  {
    name: "envoy.bootstrap.wasm",
    old: /\bwasm\.v\w+\.WasmService$/,
    type: "envoy.extensions.wasm.v3.WasmService",
  },
  {
    name: "envoy.stat_sinks.wasm",
    old: /\bstat_sinks\.wasm\.v\w+\.Wasm$/,
    type: "envoy.extensions.stat_sinks.wasm.v3.Wasm",
  },
];

/** Makes the error of what cannot be converted, with the reason. */
export type Wrong = (reason: string) => Error;

/**
 * An extension of Envoy as today's reads it: one of Wasm with its type in place of a
 * struct or of no type, its configuration as a message and a runtime that every Envoy
 * has. What else has no type cannot get one, which a note says.
 *
 * Returns anything else unchanged. Throws `wrong` for a Wasm extension
 * without a configuration.
 *
 *     renewExtension({ name: "envoy.filters.network.wasm", config }, notes, wrong);
 */
export function renewExtension(
  extension: EnvoyObject,
  notes: string[],
  wrong: Wrong,
): EnvoyObject {
  const { config, typed_config, typedConfig, ...rest } = extension;
  const typed = typed_config ?? typedConfig;
  const name = typeof rest.name === "string" ? rest.name : undefined;
  if (isObject(typed)) {
    const renewed = renewTyped(typed, notes, wrong);
    return renewed ? { ...rest, typed_config: renewed } : extension;
  }
  const isUntyped = "config" in extension && typed === undefined;
  if (name === undefined || !isUntyped) return extension;
  const kind = KINDS.find((each) => each.name === name);
  if (kind)
    return { ...rest, typed_config: typedAs(kind, config, notes, wrong) };
  if (/^envoy\./.test(name) && isObject(config)) {
    notes.push(
      `config of ${name}: Envoy reads typed_config alone; write it with the type of its message.`,
    );
  }
  return extension;
}

/** A typed configuration of Wasm, renewed; undefined for any other. */
function renewTyped(
  typed: EnvoyObject,
  notes: string[],
  wrong: Wrong,
): EnvoyObject | undefined {
  const type = typed["@type"];
  if (typeof type !== "string") return undefined;
  if (TYPED_STRUCT.test(type)) {
    const kind = kindOf(typed.type_url ?? typed.typeUrl);
    return kind && typedAs(kind, typed.value, notes, wrong);
  }
  const kind = kindOf(type);
  if (kind === undefined) return undefined;
  return typedAs(kind, { ...typed, "@type": undefined }, notes, wrong);
}

function kindOf(type: unknown): (typeof KINDS)[number] | undefined {
  if (typeof type !== "string") return undefined;
  return KINDS.find(({ old }) => old.test(type));
}

function typedAs(
  { type }: (typeof KINDS)[number],
  fields: unknown,
  notes: string[],
  wrong: Wrong,
): EnvoyObject {
  if (!isObject(fields) || !isObject(fields.config)) {
    throw wrong("a Wasm filter in it has no configuration with a key config");
  }
  const plugin = { ...fields.config };
  if ("configuration" in plugin) {
    plugin.configuration = messageOf(plugin.configuration);
  }
  for (const key of ["vm_config", "vmConfig"]) {
    const vm = plugin[key];
    if (isObject(vm)) plugin[key] = renewVm(vm, notes);
  }
  return any(type, { ...fields, config: plugin });
}

/** A configuration as the message that the field has: of text, or of a struct. */
function messageOf(configuration: unknown): unknown {
  if (typeof configuration === "string") {
    return any(STRING_VALUE, { value: configuration });
  }
  if (!isObject(configuration) || "@type" in configuration) {
    return configuration;
  }
  return any(STRUCT, { value: configuration });
}

function renewVm(vm: EnvoyObject, notes: string[]): EnvoyObject {
  const { runtime } = vm;
  if (typeof runtime !== "string" || runtime === V8) return vm;
  if (runtime === BUILT_IN) {
    notes.push(
      `runtime ${runtime}: its code is built into a proxy, and today's Istio has none; take this patch out, or give it a module.`,
    );
    return vm;
  }
  notes.push(`runtime ${runtime}: it is ${V8} now, which every Envoy has.`);
  return { ...vm, runtime: V8 };
}

function isObject(value: unknown): value is EnvoyObject {
  return value instanceof Object && !Array.isArray(value);
}
