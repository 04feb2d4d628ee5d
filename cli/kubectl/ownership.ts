import type { Metadata, Resource } from "./resource.ts";

/** The label by which the tools of Kubernetes say what manages a resource. */
const LABEL = "app.kubernetes.io/managed-by";

/** What `deploy` writes there, and its name as a manager of fields. */
export const MANAGER = "proxy-wasm";

/** Selects what `deploy` has deployed. */
export const OURS = `${LABEL}=${MANAGER}`;

/** The label of a canary and of what belongs to it. */
const CANARY = "proxy-wasm-as.github.io/canary";

/** The metadata of a canary, or of what belongs to one. */
export function canaryMetadata(
  name: string,
  namespace: string | undefined,
): Metadata {
  return { name, namespace, labels: { [CANARY]: "true" } };
}

/** Whether a resource is what `deploy --canary` has made. */
export function isCanary({ metadata }: Resource): boolean {
  return metadata.labels?.[CANARY] === "true";
}

/** A document with the label of what `deploy` has deployed. */
export function labelled<T extends Resource>(document: T): T {
  const { metadata } = document;
  const labels = { ...metadata.labels, [LABEL]: MANAGER };
  return { ...document, metadata: { ...metadata, labels } };
}

/**
 * Who owns a resource where `deploy` does not: what its label names, else the managers
 * of its fields. `undefined` where it is ours, by the label, or, without one, because
 * it was applied before there was the label.
 *
 *     otherOwner(live); // "Helm"
 */
export function otherOwner({ metadata }: Resource): string | undefined {
  const label = metadata.labels?.[LABEL];
  if (label === MANAGER) return undefined;
  if (label !== undefined) return label;
  const managers = (metadata.managedFields ?? [])
    .filter(({ subresource }) => subresource === undefined)
    .map(({ manager }) => manager ?? "another manager");
  if (managers.includes(MANAGER)) return undefined;
  return [...new Set(managers)].join(", ") || "others";
}
