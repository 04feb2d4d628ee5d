import type { Resource, ResourceName } from "../kubectl/resource.ts";
import { getList, liveResource } from "../kubectl/live-resource.ts";
import { isCanary } from "../kubectl/ownership.ts";
import { canaryOf, labelsOf } from "../rollout/canary.ts";
import type { ClusterOptions } from "../kubectl/run-kubectl.ts";

/** A proxy in a pod, and where in it to ask. */
export interface Proxy {
  namespace: string;
  pod: string;
  /** The container whose log is the proxy's. */
  container: string;
  /** The port of Envoy's admin interface, on the pod's loopback. */
  adminPort: number;
  /** The port of Istio's agent, where there is one. */
  agentPort?: number;
}

/** The proxies of a resource, and what stood in the way of finding them. */
export interface FoundProxies {
  proxies: Proxy[];
  notes: string[];
}

/** Where a resource of Istio is for the whole mesh. */
const ROOT_NAMESPACE = "istio-system";

const ISTIO = { container: "istio-proxy", adminPort: 15000, agentPort: 15020 };
const ENVOY_GATEWAY = { container: "envoy", adminPort: 19000 };
const HIGRESS = { container: "higress-gateway", adminPort: 15000 };

interface TargetRef {
  kind: string;
  name: string;
  namespace?: string;
}

/**
 * Finds the pods whose proxies take a resource: by its labels, or by the Gateways and
 * routes that it is attached to.
 *
 *     await findProxies(name, live, {}); // { proxies: [{ pod: "web-1", … }], notes: [] }
 */
export async function findProxies(
  name: ResourceName,
  live: Resource,
  options: ClusterOptions,
): Promise<FoundProxies> {
  if (name.kind === "ConfigMap") return { proxies: [], notes: [] };
  if (name.type.endsWith(".higress.io")) {
    const at = [`--namespace=${name.namespace}`];
    const pods = await podsOf("app=higress-gateway", at, options);
    return { proxies: proxiesIn(pods, HIGRESS), notes: [] };
  }
  const isEnvoyGateway = name.kind === "EnvoyExtensionPolicy";
  const targets = targetsOf(live);
  if (targets.length === 0) {
    const everywhere = name.namespace === ROOT_NAMESPACE;
    const at = everywhere
      ? ["--all-namespaces"]
      : [`--namespace=${name.namespace}`];
    const pods = await podsOf(selectorOf(live), at, options);
    const others = await canaryLabels(name, options);
    const own = pods.filter(({ metadata: { labels = {} } }) =>
      others.some(([key, value]) => labels[key] !== value),
    );
    const found = others.length === 0 ? pods : own;
    return { proxies: proxiesIn(found, ISTIO), notes: [] };
  }
  const { gateways, notes } = await gatewaysOf(name, targets, options);
  const proxies: Proxy[] = [];
  for (const gateway of gateways) {
    const { namespace = name.namespace } = gateway;
    const pods = isEnvoyGateway
      ? await podsOf(
          owned(gateway.name, namespace),
          ["--all-namespaces"],
          options,
        )
      : await podsOf(
          `gateway.networking.k8s.io/gateway-name=${gateway.name}`,
          [`--namespace=${namespace}`],
          options,
        );
    proxies.push(...proxiesIn(pods, isEnvoyGateway ? ENVOY_GATEWAY : ISTIO));
  }
  return { proxies, notes };
}

function targetsOf({ spec = {} }: Resource): TargetRef[] {
  const { targetRef, targetRefs } = spec as {
    targetRef?: TargetRef;
    targetRefs?: TargetRef[];
  };
  return [...(targetRef ? [targetRef] : []), ...(targetRefs ?? [])];
}

/** The labels of the pods on which the canary of a resource takes its place. */
async function canaryLabels(
  name: ResourceName,
  options: ClusterOptions,
): Promise<[string, string][]> {
  const canary = await liveResource(canaryOf(name), options);
  if (canary === undefined || !isCanary(canary)) return [];
  return Object.entries(labelsOf(canary));
}

function selectorOf(live: Resource): string {
  return Object.entries(labelsOf(live))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/** The labels of the proxies that Envoy Gateway runs for a Gateway. */
function owned(name: string, namespace: string): string {
  const label = "gateway.envoyproxy.io/owning-gateway";
  return `${label}-name=${name},${label}-namespace=${namespace}`;
}

/** The Gateways among the targets, and those of the routes among them. */
async function gatewaysOf(
  { namespace }: ResourceName,
  targets: TargetRef[],
  options: ClusterOptions,
): Promise<{ gateways: TargetRef[]; notes: string[] }> {
  const gateways = new Map<string, TargetRef>();
  const notes: string[] = [];
  const add = (found: TargetRef) =>
    gateways.set(`${found.namespace ?? namespace}/${found.name}`, found);
  for (const target of targets) {
    if (target.kind === "Gateway") add(target);
    else if (/Route$/.test(target.kind)) {
      const type = `${target.kind.toLowerCase()}s.gateway.networking.k8s.io`;
      const route = await liveResource({ ...target, type, namespace }, options);
      const { parentRefs = [] } = (route?.spec ?? {}) as {
        parentRefs?: (Omit<TargetRef, "kind"> & { kind?: string })[];
      };
      for (const parent of parentRefs) {
        const { kind = "Gateway" } = parent;
        if (kind === "Gateway") add({ ...parent, kind });
      }
      if (route === undefined) {
        notes.push(`There is no ${target.kind} ${target.name} in ${namespace}`);
      }
    } else {
      notes.push(
        `The proxies of ${target.kind} ${target.name} are not looked for`,
      );
    }
  }
  return { gateways: [...gateways.values()], notes };
}

function podsOf(
  selector: string,
  at: string[],
  options: ClusterOptions,
): Promise<Resource[]> {
  const selected = selector === "" ? [] : [`--selector=${selector}`];
  const running = "--field-selector=status.phase=Running";
  return getList(["pods", ...at, ...selected, running], options);
}

function proxiesIn(
  pods: Resource[],
  at: Pick<Proxy, "container" | "adminPort" | "agentPort">,
): Proxy[] {
  return pods.flatMap(({ metadata, spec = {} }) => {
    const { containers = [], initContainers = [] } = spec as {
      containers?: { name: string }[];
      initContainers?: { name: string }[];
    };
    const has = [...containers, ...initContainers].some(
      ({ name }) => name === at.container,
    );
    const { name: pod, namespace = "default" } = metadata;
    return has ? [{ namespace, pod, ...at }] : [];
  });
}
