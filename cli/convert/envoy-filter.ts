import type { EnvoyObject } from "../envoy/extension.ts";
import { DEFAULTS } from "../deployment/defaults.ts";
import { renewPatches } from "./renew-patches.ts";
import { renewMetadata } from "./renew-metadata.ts";
import { renewExtension, type Wrong } from "./renew-wasm.ts";

/** The names that filters had before Envoy 1.14. */
const NAMES: Record<string, string> = {
  "envoy.http_connection_manager":
    "envoy.filters.network.http_connection_manager",
  "envoy.tcp_proxy": "envoy.filters.network.tcp_proxy",
  "envoy.router": "envoy.filters.http.router",
  "envoy.wasm": "envoy.filters.http.wasm",
  "envoy.wasm_access_log": "envoy.access_loggers.wasm",
};

/** What they are where network filters are patched. */
const NETWORK_NAMES: Record<string, string> = {
  ...NAMES,
  "envoy.wasm": "envoy.filters.network.wasm",
};

/** A resource of today, and what was changed that the user should know. */
export interface Renewed {
  document: object;
  notes: string[];
}

/**
 * An EnvoyFilter as today's Istio and Envoy read it: `typed_config` in place of
 * `config`, the filters' present names, the configuration as a message.
 *
 * What is of today already stays as it is. Throws `wrong` for a filter without a
 * configuration that could be typed.
 *
 *     renewEnvoyFilter(parse(yaml), (reason) => new Error(reason)).document;
 */
export function renewEnvoyFilter(document: EnvoyObject, wrong: Wrong): Renewed {
  const notes: string[] = [];
  const { workloadLabels, ...spec } = document.spec as EnvoyObject;
  const renewed = renew(spec, NAMES, (each) =>
    renewExtension(each, notes, wrong),
  ) as EnvoyObject;
  const configPatches = renewPatches(renewed.configPatches, notes);
  const selector = workloadLabels
    ? { workloadSelector: { labels: workloadLabels } }
    : {};
  const made = { ...selector, ...renewed, configPatches };
  const metadata = renewMetadata(document.metadata);
  if (!("workloadSelector" in made) && !("targetRefs" in made)) {
    const { namespace = DEFAULTS.namespace } = (metadata ?? {}) as {
      namespace?: string;
    };
    notes.push(
      `workloadSelector is missing: the EnvoyFilter is for every proxy in ${namespace}, and in istio-system for every one of the mesh.`,
    );
  }
  if (JSON.stringify(made).includes("/wasme-cache/")) {
    notes.push(
      `/var/local/lib/wasme-cache: wasme's operator put the module there, and nothing does today; use an image, or mount the file as "proxy-wasm manifest configmap" shows.`,
    );
  }
  return {
    document: {
      ...without(document, "status"),
      apiVersion: "networking.istio.io/v1alpha3",
      ...(metadata !== undefined && { metadata }),
      spec: made,
    },
    notes: [...new Set(notes)],
  };
}

function without(object: EnvoyObject, key: string): EnvoyObject {
  const entries = Object.entries(object).filter(([each]) => each !== key);
  return Object.fromEntries(entries);
}

function renew(
  value: unknown,
  names: Record<string, string>,
  extension: (value: EnvoyObject) => EnvoyObject,
): unknown {
  if (typeof value === "string") {
    return Object.hasOwn(names, value) ? names[value] : value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => renew(each, names, extension));
  }
  if (!(value instanceof Object)) return value;
  const object = value as EnvoyObject;
  const inside = object.applyTo === "NETWORK_FILTER" ? NETWORK_NAMES : names;
  const entries = Object.entries(object).map(([key, each]) => {
    const isHttp = key === "http_filters" || key === "httpFilters";
    return [key, renew(each, isHttp ? NAMES : inside, extension)] as const;
  });
  return extension(Object.fromEntries(entries));
}
