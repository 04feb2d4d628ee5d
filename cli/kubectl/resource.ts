import { CliError } from "../base/cli-error.ts";

/** The metadata of a resource, as far as it matters here. */
export interface Metadata {
  name: string;
  namespace?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  managedFields?: ManagedFields[];
}

/** Which fields a manager has set. */
export interface ManagedFields {
  manager?: string;
  operation?: string;
  subresource?: string;
  time?: string;
  fieldsV1?: Record<string, unknown>;
}

/** A resource of Kubernetes, as a manifest has it or as the server answers. */
export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  [key: string]: unknown;
}

/** What a command calls a resource: its kind of this command line, and its name. */
export interface ResourceName {
  /** What kubectl calls its kind: `wasmplugins.extensions.istio.io`. */
  type: string;
  /** What people call it: `WasmPlugin`. */
  kind: string;
  namespace: string;
  name: string;
}

/** The kinds that `deploy` makes, by what this command line calls them. */
const TYPES: Record<string, Pick<ResourceName, "type" | "kind">> = {
  wasmplugin: { type: "wasmplugins.extensions.istio.io", kind: "WasmPlugin" },
  trafficextension: {
    type: "trafficextensions.extensions.istio.io",
    kind: "TrafficExtension",
  },
  envoyfilter: {
    type: "envoyfilters.networking.istio.io",
    kind: "EnvoyFilter",
  },
  envoygateway: {
    type: "envoyextensionpolicies.gateway.envoyproxy.io",
    kind: "EnvoyExtensionPolicy",
  },
  higress: { type: "wasmplugins.extensions.higress.io", kind: "WasmPlugin" },
  configmap: { type: "configmaps", kind: "ConfigMap" },
};

/**
 * The resource that a kind of this command line stands for.
 *
 *     nameResource("wasmplugin", "shop", "auth").type; // "wasmplugins.extensions.istio.io"
 */
export function nameResource(
  kindName: string,
  namespace: string,
  name: string,
): ResourceName {
  const type = TYPES[kindName];
  if (type) return { ...type, namespace, name };
  throw new CliError(`Cannot name a resource of ${kindName}.`);
}

/** The resource that a document of a manifest is. */
export function nameOfDocument({ apiVersion, kind, metadata }: Resource) {
  const [group = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [];
  const found = Object.values(TYPES).find(
    (each) =>
      each.kind === kind && each.type.split(".").slice(1).join(".") === group,
  );
  const { name, namespace = "default" } = metadata;
  return { type: found?.type ?? kind, kind, namespace, name };
}

/** What a sentence calls a resource: `WasmPlugin auth in shop`. */
export function describe({ kind, namespace, name }: ResourceName): string {
  return `${kind} ${name} in the namespace ${namespace}`;
}
