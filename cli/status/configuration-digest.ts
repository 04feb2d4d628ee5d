import { canonicalJson } from "../base/canonical-json.ts";
import { shortDigest } from "../base/short-digest.ts";
import type { Resource } from "../kubectl/resource.ts";

/**
 * A short digest of what a plugin is configured with, by which two configurations can
 * be compared without showing the passwords in them. JSON is the same in any order of
 * its keys; a message other than a StringValue has none.
 *
 *     configurationDigest({ "@type": "…/google.protobuf.StringValue", value: "world" });
 */
export function configurationDigest(message: unknown): string | undefined {
  const { "@type": type, value = "" } = (message ?? {}) as Partial<
    Record<string, unknown>
  >;
  if (type === undefined) return digestOf("");
  const isText = typeof type === "string" && type.endsWith(".StringValue");
  return isText && typeof value === "string" ? digestOf(value) : undefined;
}

/**
 * The digests of the configurations that a resource of Istio has for its plugins;
 * `undefined` for a resource that is not read so.
 *
 *     wantedConfigurations(live)?.has(plugin.configuration);
 */
export function wantedConfigurations({
  kind,
  spec = {},
}: Resource): Set<string> | undefined {
  if (kind === "WasmPlugin") return new Set([ofStruct(spec.pluginConfig)]);
  if (kind === "TrafficExtension") {
    const { pluginConfig } = (spec.wasm ?? {}) as { pluginConfig?: unknown };
    return new Set([ofStruct(pluginConfig)]);
  }
  if (kind !== "EnvoyFilter") return undefined;
  const found = pluginConfigs(spec).map(configurationDigest);
  return found.includes(undefined) || found.length === 0
    ? undefined
    : new Set(found as string[]);
}

function ofStruct(config: unknown): string {
  return digestOf(config === undefined ? "" : JSON.stringify(config));
}

/** The configuration in each Wasm filter of a patch, `undefined` where it has none. */
function pluginConfigs(value: unknown): unknown[] {
  if (value === null || typeof value !== "object") return [];
  const { "@type": type, config } = value as Record<string, unknown>;
  if (typeof type === "string" && /\.wasm\.v3\./.test(type)) {
    return [(config as { configuration?: unknown } | undefined)?.configuration];
  }
  return Object.values(value).flatMap(pluginConfigs);
}

function digestOf(text: string): string {
  return shortDigest(canonical(text));
}

function canonical(text: string): string {
  try {
    const json = canonicalJson(JSON.parse(text));
    // An empty object arrives as no configuration at all.
    return json === "{}" ? "" : json;
  } catch {
    return text;
  }
}
