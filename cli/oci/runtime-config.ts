import { ImageError } from "./image-error.ts";

/** The description of a module in wasme's `runtime-config.json`. */
export interface RuntimeConfig {
  /** The kind of host; `envoy_proxy`. */
  type: string;
  /** The versions of the ABI, such as `v0.2.1`. */
  abiVersions: string[];
  config: { rootIds: string[] };
}

interface Json {
  type?: unknown;
  abiVersions?: unknown;
  abi_versions?: unknown;
  abi_version?: unknown;
  config?: { rootIds?: unknown; root_ids?: unknown };
}

/**
 * Reads a `runtime-config.json`, also of the first spelling, with snake case and
 * one version. Throws an ImageError that names `what` where it is not that.
 *
 *     parseRuntimeConfig(bytes, "runtime-config.json").config.rootIds;
 */
export function parseRuntimeConfig(
  bytes: Uint8Array,
  what: string,
): RuntimeConfig {
  const json = readJson(bytes, what);
  const { rootIds, root_ids } = json.config ?? {};
  return {
    type: typeof json.type === "string" ? json.type : "envoy_proxy",
    abiVersions: strings(
      json.abiVersions ?? json.abi_versions ?? json.abi_version,
      `${what}: abiVersions`,
    ),
    config: { rootIds: strings(rootIds ?? root_ids, `${what}: rootIds`) },
  };
}

/** Writes a `runtime-config.json`, the same bytes for the same members. */
export function formatRuntimeConfig(config: RuntimeConfig): Uint8Array {
  const { type, abiVersions } = config;
  const { rootIds } = config.config;
  return Buffer.from(
    JSON.stringify({ type, abiVersions, config: { rootIds } }),
  );
}

function readJson(bytes: Uint8Array, what: string): Json {
  let why = "it is not a JSON object";
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (json instanceof Object && !Array.isArray(json)) return json;
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw new ImageError("BAD_MANIFEST", `${what} cannot be read: ${why}.`);
}

function strings(value: unknown, what: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value ?? []].flat();
  if (list.every((each) => typeof each === "string")) return list;
  throw new ImageError("BAD_MANIFEST", `${what} is not a list of strings.`);
}
