import { z } from "zod";
import { MANAGER } from "../kubectl/ownership.ts";
import type { ManagedFields, Resource } from "../kubectl/resource.ts";

/** What a control plane says about a resource. */
export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  /** What it is said for: a Gateway, a route. */
  target?: string;
}

/** What the API server knows of a resource. */
export interface ResourceStatus {
  conditions: Condition[];
  /** Whether the control plane has not yet looked at the newest version. */
  isStale: boolean;
  /** Who changed the spec since `deploy`, a sentence each. */
  drift: string[];
}

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(""),
  message: z.string().default(""),
  observedGeneration: z.number().optional(),
});

const status = z.looseObject({
  observedGeneration: z.coerce.number().optional(),
  conditions: z.array(condition).default([]),
  ancestors: z
    .array(
      z.looseObject({
        ancestorRef: z.looseObject({
          kind: z.string().optional(),
          name: z.string(),
        }),
        conditions: z.array(condition).default([]),
      }),
    )
    .default([]),
});

/**
 * Reads what the API server has of a resource: the conditions of its control plane,
 * and who else has set fields of its spec.
 *
 *     readResource(live).conditions; // [{ type: "Accepted", status: "True", … }]
 */
export function readResource(live: Resource): ResourceStatus {
  const said = status.parse(live.status ?? {});
  const conditions = [
    ...said.conditions.map((each) => ({ ...each, target: undefined })),
    ...said.ancestors.flatMap(({ ancestorRef, conditions: each }) => {
      const target = `${ancestorRef.kind ?? "Gateway"}/${ancestorRef.name}`;
      return each.map((one) => ({ ...one, target }));
    }),
  ];
  const { generation } = live.metadata;
  const observed = [
    said.observedGeneration,
    ...conditions.map(({ observedGeneration }) => observedGeneration),
  ].filter((each) => each !== undefined);
  return {
    conditions: conditions.map(({ type, status, reason, message, target }) => ({
      ...{ type, status, reason, message, target },
    })),
    isStale:
      generation !== undefined && observed.some((each) => each < generation),
    drift: (live.metadata.managedFields ?? []).flatMap(driftOf),
  };
}

/** Conditions that are bad where they hold. */
const BAD = /^(Conflicted|Overridden|Invalid|Warning)$/;

/** The conditions that say that a resource is not in force, as sentences. */
export function refusals({ conditions, isStale }: ResourceStatus): string[] {
  const refused = conditions
    .filter(({ type, status: is }) =>
      BAD.test(type)
        ? is === "True"
        : /^(Accepted|Programmed)$/.test(type) && is === "False",
    )
    .map(({ type, status: is, reason, message, target }) => {
      const where = target === undefined ? "" : ` for ${target}`;
      return `${type} is ${is}${where}: ${reason}: ${message}`;
    });
  const late = "the control plane has not yet looked at the newest version";
  return isStale ? [...refused, late] : refused;
}

function driftOf({ manager, subresource, time, fieldsV1 }: ManagedFields) {
  if (manager === MANAGER || subresource !== undefined) return [];
  const spec = fieldsV1?.["f:spec"] as object | undefined;
  if (spec === undefined) return [];
  const keys = Object.keys(spec)
    .filter((key) => key.startsWith("f:"))
    .map((key) => `spec.${key.slice(2)}`);
  const when = time === undefined ? "" : ` at ${time}`;
  return [`${manager ?? "another manager"} set ${keys.join(", ")}${when}`];
}
