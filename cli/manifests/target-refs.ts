import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { defined } from "../envoy/extension.ts";

type TargetRef = NonNullable<Deployment["targetRefs"]>[number];

/** The group of each kind that a manifest may attach to. */
const GROUPS: Record<string, string> = {
  Gateway: "gateway.networking.k8s.io",
  GatewayClass: "gateway.networking.k8s.io",
  GRPCRoute: "gateway.networking.k8s.io",
  HTTPRoute: "gateway.networking.k8s.io",
  ListenerSet: "gateway.networking.k8s.io",
  TCPRoute: "gateway.networking.k8s.io",
  TLSRoute: "gateway.networking.k8s.io",
  UDPRoute: "gateway.networking.k8s.io",
  Service: "",
  ServiceEntry: "networking.istio.io",
};

/** What a kind of resource attaches to. */
export interface Targets {
  /** The kinds that its server takes. */
  kinds: string[];
  /** Whether it takes one listener or rule of a target. */
  sections: boolean;
}

/**
 * A deployment's references with the groups that their kinds are of.
 *
 * Throws a {@link KeyError} for one that the server of the resource refuses.
 *
 *     targetRefs("a WasmPlugin", deployment, { kinds: ["Gateway"], sections: false });
 */
export function targetRefs(
  kind: string,
  deployment: Deployment,
  targets: Targets,
): object[] | undefined {
  return deployment.targetRefs?.map((target, index) => {
    const why = faultOf(target, targets);
    if (why === undefined) {
      return defined({ group: groupOf(target), ...target });
    }
    const name = `${target.kind}/${target.name}`;
    throw new KeyError(
      deployment,
      ["targetRefs", index],
      `Cannot print ${kind} with the target ${name}: ${why}.`,
    );
  });
}

function faultOf(
  target: TargetRef,
  { kinds, sections }: Targets,
): string | undefined {
  const isKnown =
    kinds.includes(target.kind) && groupOf(target) === GROUPS[target.kind];
  if (!isKnown) return `it attaches to ${listed(kinds)} alone`;
  if (target.sectionName !== undefined && !sections) {
    return `it attaches to all of a target; leave out ${target.sectionName}`;
  }
  return undefined;
}

function groupOf({ kind, group = GROUPS[kind] ?? "" }: TargetRef): string {
  return group;
}

function listed(kinds: string[]): string {
  return kinds.join(", ").replace(/, ([^,]*)$/, " or $1");
}
