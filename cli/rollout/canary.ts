import { CliError } from "../base/cli-error.ts";
import { istioFilterNames } from "../kubectl/istio-filter-names.ts";
import { canaryMetadata } from "../kubectl/ownership.ts";
import type { Resource, ResourceName } from "../kubectl/resource.ts";
import { nameResource } from "../kubectl/resource.ts";

/** Which traffic a canary gets: that of some pods, or of a Gateway or route. */
export type CanaryPlace =
  { label: string; value: string } | { kind: string; name: string };

/** A canary beside what is deployed, with its notes. */
export interface Canary {
  documents: Resource[];
  notes: string[];
}

/** The kind of the document that takes the deployed version from the canary's pods. */
const ENVOY_FILTER = "envoyfilter";

/** The fields of a spec that say where it is in force. */
const SELECTION = [
  ...["selector", "workloadSelector"],
  ...["targetRef", "targetRefs", "targetSelectors"],
];

/** The names of what a canary of a resource is made of, in the order to delete it. */
export function canaryNames(stable: ResourceName): ResourceName[] {
  const { namespace, type } = stable;
  const only = nameResource(ENVOY_FILTER, namespace, onlyName(stable.name));
  // A cluster without Istio does not know what an EnvoyFilter is.
  const isIstio = type.endsWith(".istio.io");
  return [...(isIstio ? [only] : []), canaryOf(stable)];
}

/** The canary itself, without what keeps the deployed version from its pods. */
export function canaryOf(stable: ResourceName): ResourceName {
  return { ...stable, name: canaryName(stable.name) };
}

function canaryName(stable: string): string {
  return `${stable}-canary`;
}

function onlyName(stable: string): string {
  return `${stable}-canary-only`;
}

/** Whether a document is what keeps the deployed version from the canary's pods. */
export function isExclusion({ kind, metadata }: Resource): boolean {
  return kind === "EnvoyFilter" && /-canary-only$/.test(metadata.name);
}

/**
 * What runs the new version on some pods, or behind another Gateway or route, while
 * the one that is deployed runs everywhere else.
 *
 * Istio runs every plugin whose labels a pod has. So an EnvoyFilter takes the
 * deployed one from the pods of the canary. Throws a {@link CliError} for a kind
 * that cannot be told where it is in force.
 *
 *     canaryDocuments(document, live, { label: "track", value: "canary" });
 */
export function canaryDocuments(
  document: Resource,
  live: Resource,
  place: CanaryPlace,
): Canary {
  const isIstio = /istio\.io\//.test(document.apiVersion);
  const isPolicy = document.kind === "EnvoyExtensionPolicy";
  if (!isIstio && !isPolicy) {
    throw new CliError(
      `Cannot deploy a canary of this ${document.kind}: it does not say for which pods or routes it is.`,
    );
  }
  if ("label" in place) {
    if (isPolicy) {
      throw new CliError(
        "Cannot deploy a canary of an EnvoyExtensionPolicy by a label: name another route or Gateway, as in --canary HTTPRoute/web-canary.",
        { exitStatus: 2 },
      );
    }
    return byLabel(document, live, place);
  }
  return byTarget(document, place);
}

function byLabel(
  document: Resource,
  live: Resource,
  { label, value }: { label: string; value: string },
): Canary {
  const { targetRef, targetRefs } = document.spec ?? {};
  if ((targetRef ?? targetRefs) !== undefined) {
    throw new CliError(
      "Cannot deploy a canary by a label of what has targetRefs: name another target, as in --canary Gateway/web-canary.",
      { exitStatus: 2 },
    );
  }
  const deployed = labelsOf(live);
  if (deployed[label] === value) {
    throw new CliError(
      `Cannot deploy a canary on the pods with ${label}=${value}: what is deployed is for these pods alone.`,
      { exitStatus: 2 },
    );
  }
  const labels = { ...labelsOf(document), [label]: value };
  const canary = withLabels(renamed(document), labels);
  // Pods have one value of a label: the deployed version does not run there.
  if (deployed[label] !== undefined) return { documents: [canary], notes: [] };
  return { documents: [canary, exclusion(live, labels)], notes: [] };
}

function byTarget(
  document: Resource,
  { kind, name }: { kind: string; name: string },
): Canary {
  const isService = kind === "Service";
  const target = {
    group: isService ? "" : "gateway.networking.k8s.io",
    ...{ kind, name },
  };
  const rest = withoutSelection(document.spec ?? {});
  const canary = {
    ...renamed(document),
    spec: { ...rest, targetRefs: [target] },
  };
  const isPolicy = document.kind === "EnvoyExtensionPolicy";
  const notes = isPolicy
    ? [
        `On ${kind}/${name}, this policy takes the place of all policies of its Gateway.`,
      ]
    : [];
  return { documents: [canary], notes };
}

/**
 * What is deployed, with what the canary has instead of it, in all but where it is in
 * force.
 *
 *     await deploy([promoted(live, canary)], {});
 */
export function promoted(live: Resource, canary: Resource): Resource {
  const { name, namespace } = live.metadata;
  const spec = withoutSelection(canary.spec ?? {});
  const selection = Object.entries(live.spec ?? {}).filter(([key]) =>
    SELECTION.includes(key),
  );
  return {
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { name, namespace },
    spec: {
      ...(renamedWithin(spec, pluginName(canary), pluginName(live)) as object),
      ...Object.fromEntries(selection),
    },
  };
}

function withoutSelection(
  spec: Record<string, unknown>,
): Record<string, unknown> {
  const kept = Object.entries(spec).filter(([key]) => !SELECTION.includes(key));
  return Object.fromEntries(kept);
}

/** The document under the canary's name, also where it is a plugin's. */
function renamed({ apiVersion, kind, metadata, spec }: Resource): Resource {
  const { name, namespace } = metadata;
  const canary = canaryMetadata(canaryName(name), namespace);
  const to = pluginName({ apiVersion, kind, metadata: canary });
  const from = pluginName({ apiVersion, kind, metadata });
  return {
    apiVersion,
    kind,
    metadata: canary,
    spec: renamedWithin(spec ?? {}, from, to) as Record<string, unknown>,
  };
}

/** How Envoy knows the plugin of an EnvoyFilter. */
function pluginName({ metadata }: Resource): string {
  return `${metadata.namespace ?? "default"}.${metadata.name}`;
}

function renamedWithin(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) {
    return value.map((each) => renamedWithin(each, from, to));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      renamedWithin(each, from, to),
    ]),
  );
}

interface Selecting {
  selector?: { matchLabels?: Record<string, string> };
  workloadSelector?: { labels?: Record<string, string> };
}

/** The labels of the pods that a resource of Istio is for. */
export function labelsOf({ spec = {} }: Resource): Record<string, string> {
  const { selector, workloadSelector } = spec as Selecting;
  return selector?.matchLabels ?? workloadSelector?.labels ?? {};
}

function withLabels(
  document: Resource,
  labels: Record<string, string>,
): Resource {
  const selection =
    document.kind === "EnvoyFilter"
      ? { workloadSelector: { labels } }
      : { selector: { matchLabels: labels } };
  return { ...document, spec: { ...document.spec, ...selection } };
}

const MANAGER = "envoy.filters.network.http_connection_manager";

/** What takes a plugin from the pods with some labels. */
function exclusion(live: Resource, labels: Record<string, string>): Resource {
  const { name, namespace } = live.metadata;
  const { priority = 0 } = (live.spec ?? {}) as { priority?: number };
  const isEnvoyFilter = live.kind === "EnvoyFilter";
  const names = istioFilterNames({
    kind: live.kind,
    namespace: namespace ?? "default",
    name,
  });
  const isNetwork = /"NETWORK(_FILTER)?"/.test(JSON.stringify(live.spec));
  const configPatches = names.map((filter) => ({
    applyTo: isNetwork ? "NETWORK_FILTER" : "HTTP_FILTER",
    match: {
      context: "ANY",
      listener: {
        filterChain: {
          filter: isNetwork
            ? { name: filter }
            : { name: MANAGER, subFilter: { name: filter } },
        },
      },
    },
    patch: { operation: "REMOVE" },
  }));
  return {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: canaryMetadata(onlyName(name), namespace),
    spec: {
      workloadSelector: { labels },
      // It is applied after the EnvoyFilter whose filter it takes away.
      ...(isEnvoyFilter ? { priority: priority + 1 } : {}),
      configPatches,
    },
  };
}
