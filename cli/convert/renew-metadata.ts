import type { EnvoyObject } from "../envoy/extension.ts";

/** What a server writes, and takes from nobody else. */
const OF_SERVER = [
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "ownerReferences",
  "resourceVersion",
  "selfLink",
  "uid",
];

/** What "kubectl apply" keeps of what it was given. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * The metadata of a resource that kubectl has printed, without what only the
 * server that it is from can say.
 *
 *     renewMetadata({ name: "a", uid: "…" }); // { name: "a" }
 */
export function renewMetadata(metadata: unknown): unknown {
  if (!(metadata instanceof Object)) return metadata;
  const kept = Object.entries(metadata as EnvoyObject)
    .filter(([key]) => !OF_SERVER.includes(key))
    .map(([key, value]) => [
      key,
      key === "annotations" ? withoutLastApplied(value) : value,
    ])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as EnvoyObject;
}

function withoutLastApplied(annotations: unknown): unknown {
  if (!(annotations instanceof Object)) return annotations;
  const { [LAST_APPLIED]: last, ...rest } = annotations as EnvoyObject;
  if (last === undefined) return annotations;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
