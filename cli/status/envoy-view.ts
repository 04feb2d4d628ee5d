import { z } from "zod";
import { CliError } from "../base/cli-error.ts";
import { shortDigest } from "../base/short-digest.ts";
import { configurationDigest } from "./configuration-digest.ts";

/** What Envoy runs as a filter. */
export type PluginKind = "wasm" | "denies" | "allows" | "other";

/** One plugin, as Envoy's configuration has it. */
export interface PluginView {
  /** What the listener or the discovery calls it. */
  filter: string;
  /** The plugin's own name, which its log lines have. */
  name?: string;
  kind: PluginKind;
  rootId?: string;
  /** Where the module is from: a file or a URL. */
  code?: string;
  /** A digest of its configuration, where that is text. */
  configuration?: string;
  /** Whether its configuration is another one than the resource has. */
  isOutdated?: boolean;
  /** Plugins with the same have one VM a worker. */
  vm?: string;
  /** When Envoy discovered its newest configuration. */
  updatedAt?: string;
  /** Whether a listener has it; one that was discovered may wait for one. */
  isInListener: boolean;
  /** Why Envoy refused its newest configuration. */
  refusal?: string;
}

/** What Envoy's admin interface says about plugins. */
export interface EnvoyView {
  plugins: PluginView[];
  /** Listeners whose newest configuration Envoy refused. */
  refusedListeners: { name: string; reason: string }[];
  /** The counters and gauges of Wasm that are not 0. */
  statistics: Record<string, number>;
  /** How many VMs its plugins need at the least: one a worker, one to copy from. */
  leastVms: number;
}

/** Reads one path of an admin interface. */
export type Get = (path: string) => Promise<string>;

const errorState = z.looseObject({ details: z.string().default("") });

const listenerState = z.looseObject({ listener: z.unknown() });

const listenersDump = z.looseObject({
  static_listeners: z
    .array(z.looseObject({ listener: z.unknown() }))
    .default([]),
  dynamic_listeners: z
    .array(
      z.looseObject({
        name: z.string().default(""),
        active_state: listenerState.optional(),
        warming_state: listenerState.optional(),
        error_state: errorState.optional(),
      }),
    )
    .default([]),
});

const discovered = z.looseObject({
  name: z.string().default(""),
  typed_config: z.unknown(),
});

const ecdsDump = z.looseObject({
  ecds_filters: z
    .array(
      z.looseObject({
        ecds_filter: discovered.optional(),
        last_updated: z.string().optional(),
        error_state: errorState.optional(),
      }),
    )
    .default([]),
});

const dump = z.looseObject({
  configs: z.array(z.looseObject({ "@type": z.string() })).default([]),
});

const stats = z.looseObject({
  stats: z.array(
    z.looseObject({
      name: z.string().optional(),
      value: z.unknown().optional(),
    }),
  ),
});

const serverInfo = z.looseObject({
  command_line_options: z
    .looseObject({ concurrency: z.number().optional() })
    .optional(),
});

const STATISTICS = "/stats?format=json&filter=^wasm|extension_config_discovery";

/**
 * Reads what an Envoy runs, through its admin interface.
 *
 *     const view = await readEnvoy((path) => admin.send(path));
 *     view.plugins; // [{ filter: "shop.auth", kind: "wasm", … }]
 */
export async function readEnvoy(get: Get): Promise<EnvoyView> {
  const config = await get("/config_dump");
  const counters = await get(STATISTICS);
  const info = await get("/server_info");
  try {
    const { command_line_options: options } = serverInfo.parse(
      JSON.parse(info),
    );
    const view = viewOf(dump.parse(JSON.parse(config)));
    const vms = new Set(view.plugins.flatMap(({ vm }) => vm ?? []));
    return {
      ...view,
      statistics: parseStatistics(counters),
      leastVms: vms.size * ((options?.concurrency ?? 0) + 1),
    };
  } catch (cause) {
    throw new CliError(
      "Cannot read the configuration: this is not the answer of Envoy's admin interface.",
      { cause },
    );
  }
}

function viewOf({
  configs,
}: z.infer<typeof dump>): Pick<EnvoyView, "plugins" | "refusedListeners"> {
  const listeners = listenersDump.parse(dumpOf(configs, "ListenersConfigDump"));
  const ecds = ecdsDump.parse(dumpOf(configs, "EcdsConfigDump"));
  const places = [
    ...listeners.static_listeners.map(({ listener }) => listener),
    ...listeners.dynamic_listeners.map((each) => each.active_state),
  ];
  const inListeners = places.flatMap((place) => filtersIn(place));
  const named = new Set(inListeners.map(({ filter }) => filter));
  const found = ecds.ecds_filters.map((each) => {
    const filter = each.ecds_filter?.name ?? "";
    return {
      ...pluginOf(filter, each.ecds_filter?.typed_config),
      isInListener: named.has(filter),
      refusal: each.error_state?.details,
      updatedAt: each.last_updated,
    };
  });
  const known = new Set(found.map(({ filter }) => filter));
  const others = inListeners.filter(({ filter }) => !known.has(filter));
  return {
    plugins: [...found, ...unique(others)],
    refusedListeners: listeners.dynamic_listeners.flatMap((each) =>
      // Envoy also has the refusal of an update as a whole, without a name.
      each.error_state && each.name !== ""
        ? [{ name: each.name, reason: each.error_state.details }]
        : [],
    ),
  };
}

function parseStatistics(text: string): Record<string, number> {
  return Object.fromEntries(
    stats
      .parse(JSON.parse(text))
      .stats.flatMap(({ name, value }) =>
        name !== undefined && typeof value === "number" && value !== 0
          ? [[name, value]]
          : [],
      ),
  );
}

function dumpOf(configs: { "@type": string }[], type: string): unknown {
  return configs.find((each) => each["@type"].endsWith(`.${type}`)) ?? {};
}

/** Every filter, in whatever of a listener, that is a plugin or waits for one. */
function filtersIn(value: unknown): PluginView[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(filtersIn);
  const { name, typed_config, config_discovery, ...rest } = value as Record<
    string,
    unknown
  >;
  const filter = typeof name === "string" ? name : "";
  const isWasm = /\.wasm\.v3\./.test(typeOf(typed_config));
  if (isWasm) return [pluginOf(filter, typed_config)];
  if (config_discovery !== undefined) {
    return [{ filter, kind: "other", isInListener: true }];
  }
  return [
    ...filtersIn(typed_config),
    ...Object.values(rest).flatMap(filtersIn),
  ];
}

const wasm = z.looseObject({
  config: z
    .looseObject({
      name: z.string().optional(),
      root_id: z.string().optional(),
      configuration: z.unknown().optional(),
      vm_config: z
        .looseObject({ vm_id: z.string().optional(), code: z.unknown() })
        .optional(),
    })
    .optional(),
});

function pluginOf(filter: string, typedConfig: unknown): PluginView {
  const type = typeOf(typedConfig);
  const isInListener = true;
  if (/\.rbac\.v3\.RBAC$/.test(type)) {
    const denies = JSON.stringify(typedConfig).includes("wasm-default-deny");
    return { filter, kind: denies ? "denies" : "allows", isInListener };
  }
  if (!/\.wasm\.v3\./.test(type))
    return { filter, kind: "other", isInListener };
  const { config } = wasm.parse(typedConfig);
  return {
    filter,
    name: config?.name,
    kind: "wasm",
    rootId: config?.root_id,
    code: codeOf(config?.vm_config?.code),
    configuration: configurationDigest(config?.configuration),
    vm: vmOf(config?.vm_config),
    isInListener,
  };
}

/** A digest, as the configuration of a VM may hold a password for a registry. */
function vmOf(config: unknown): string {
  return shortDigest(JSON.stringify(config ?? {}));
}

/** The type of a message, also of one that is in a TypedStruct. */
function typeOf(message: unknown): string {
  if (message === null || typeof message !== "object") return "";
  const { "@type": type, type_url: inner } = message as Record<string, unknown>;
  const url = typeof inner === "string" ? inner : type;
  return typeof url === "string" ? url : "";
}

const source = z.looseObject({
  local: z.looseObject({ filename: z.string().optional() }).optional(),
  remote: z
    .looseObject({
      http_uri: z.looseObject({ uri: z.string().optional() }).optional(),
    })
    .optional(),
});

function codeOf(code: unknown): string | undefined {
  const { data } = source.safeParse(code ?? {});
  return data?.local?.filename ?? data?.remote?.http_uri?.uri;
}

function unique(plugins: PluginView[]): PluginView[] {
  const seen = new Map(plugins.map((plugin) => [plugin.filter, plugin]));
  return [...seen.values()];
}
