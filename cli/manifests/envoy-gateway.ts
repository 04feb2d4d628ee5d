import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { defined } from "../envoy/extension.ts";
import { codeUrl } from "./code-url.ts";
import { gatewayClusters } from "./gateway-clusters.ts";
import { joined, manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys, refuseValue } from "./refuse-keys.ts";
import { resource } from "./resource.ts";
import { targetRefs } from "./target-refs.ts";

const KIND = "an EnvoyExtensionPolicy";

const ROUTES = ["HTTPRoute", "GRPCRoute"];

const TARGETS = {
  kinds: ["Gateway", "ListenerSet", ...ROUTES],
  sections: true,
};

/** What the definition allows one policy. */
const MAX_FILTERS = 16;

/**
 * Envoy Gateway's EnvoyExtensionPolicy (gateway.envoyproxy.io/v1alpha1), one
 * for all filters: of two policies for one target, one is not in force.
 *
 * Throws a {@link KeyError} for what the resource cannot say, and without
 * targets, by which alone it attaches.
 *
 *     envoyGateway("filters", [first, second]).documents;
 */
export function envoyGateway(
  name: string,
  deployments: Deployment[],
): Manifest {
  const [{ namespace }] = deployments;
  if (deployments.length > MAX_FILTERS) {
    throw new CliError(
      `Cannot print ${KIND} with ${deployments.length} filters: it may have ${MAX_FILTERS}.`,
      { exitStatus: 2 },
    );
  }
  for (const deployment of deployments) refuse(deployment);
  const [target] = deployments.map(targetOf);
  checkShared(deployments);
  const policy = resource(
    "gateway.envoyproxy.io/v1alpha1",
    "EnvoyExtensionPolicy",
    { name, namespace },
    { spec: { ...target, wasm: deployments.map(wasmOf) } },
  );
  const notes = [...deployments.flatMap(notesOf), ...mergeNotes(deployments)];
  return joined([gatewayClusters(name, deployments), manifest(policy, notes)]);
}

/** What the policy attaches to. */
function targetOf(deployment: Deployment): object {
  const { targetSelectors, mergeType } = deployment;
  const refs = targetRefs(KIND, deployment, TARGETS);
  if (refs === undefined && targetSelectors === undefined) {
    throw new KeyError(
      deployment,
      ["targetRefs"],
      `Cannot print ${KIND} without targetRefs or targetSelectors: name a Gateway or a route, as in --target Gateway/eg.`,
    );
  }
  const kinds = [...(deployment.targetRefs ?? []), ...(targetSelectors ?? [])];
  const parent = kinds.find(({ kind }) => !ROUTES.includes(kind));
  if (mergeType !== undefined && parent !== undefined) {
    refuseValue(
      KIND,
      deployment,
      "mergeType",
      `only the policy of a route is merged with that of its Gateway, and there is a ${parent.kind}`,
    );
  }
  const odd = targetSelectors?.findIndex(
    ({ kind }) => !TARGETS.kinds.includes(kind),
  );
  if (odd !== undefined && odd >= 0) {
    throw new KeyError(
      deployment,
      ["targetSelectors", odd, "kind"],
      `Cannot print ${KIND} with a selector for the kind ${targetSelectors?.[odd]?.kind}: it attaches to ${TARGETS.kinds.join(", ")} alone.`,
    );
  }
  return defined({ targetRefs: refs, targetSelectors, mergeType });
}

/** Throws where filters of one policy are to be in different places. */
function checkShared(deployments: Deployment[]): void {
  const keys = [
    "namespace",
    "targetRefs",
    "targetSelectors",
    "mergeType",
  ] as const;
  const [first] = deployments;
  for (const deployment of deployments) {
    const key = keys.find(
      (each) =>
        JSON.stringify(deployment[each]) !== JSON.stringify(first[each]),
    );
    if (key === undefined) continue;
    throw new KeyError(
      deployment,
      [key],
      `Cannot print ${KIND} for ${first.name} and ${deployment.name}: their ${key} differ; write what attaches somewhere else into a file of its own.`,
    );
  }
}

function wasmOf(deployment: Deployment): object {
  const { hostEnvironment } = deployment;
  return defined({
    name: deployment.name,
    rootID: deployment.rootId,
    code: defined({ ...code(deployment), pullPolicy: deployment.pullPolicy }),
    config: deployment.configuration,
    failOpen: deployment.failPolicy && deployment.failPolicy === "open",
    env: hostEnvironment && { hostKeys: hostEnvironment },
  });
}

function notesOf(deployment: Deployment): string[] {
  const notes = noteKeys(KIND, deployment, {
    labels: "it attaches by targetRefs",
    context: "it is for gateways",
    ports: "it is for the listeners of its target; name one as a sectionName",
    phase: "Envoy Gateway decides where its filters are",
    priority: "the filters of a policy run in their order",
    vmId: "Envoy Gateway gives each filter a VM",
    proxyVersion: "it is not a resource of Istio",
    singleton: "it has no services",
    matchRules: "they are Higress's; attach a policy to the route",
  });
  if (typeof deployment.configuration === "string") {
    notes.push(
      "Envoy Gateway hands a text over as JSON: the plugin gets it in quotes.",
    );
  }
  return notes;
}

function mergeNotes([first]: Deployment[]): string[] {
  const targets = [
    ...(first.targetRefs ?? []),
    ...(first.targetSelectors ?? []),
  ];
  const isRoute = targets.some(({ kind }) => ROUTES.includes(kind));
  if (!isRoute) {
    return [
      "Only one policy of a target is in force: a second one for it is Conflicted, so put all of its filters into one file.",
    ];
  }
  return first.mergeType === undefined
    ? [
        "On its routes this policy stands in place of their Gateway's, an auth filter of that included; mergeType: StrategicMerge keeps what it does not say.",
      ]
    : [
        "mergeType keeps what only the Gateway's policy says; a list such as wasm is this policy's alone.",
      ];
}

function refuse(deployment: Deployment): void {
  refuseKeys(KIND, deployment, {
    environment: "it passes on variables of the proxy alone, hostEnvironment",
    vmConfiguration: "it has no configuration of a VM",
    capabilities: "it restricts none",
    allowOnHeadersStopIteration: "it does not set it",
  });
  const { form, failPolicy } = deployment;
  if (form !== "http") {
    refuseValue(KIND, deployment, "form", "it has only http");
  }
  if (failPolicy === "reload") {
    refuseValue(KIND, deployment, "failPolicy", "it has open and closed");
  }
}

function code(deployment: Deployment): object {
  const { sha256, pullSecret } = deployment;
  const at = codeUrl(deployment);
  if (at.scheme === "oci") {
    const pullSecretRef = pullSecret && { name: pullSecret };
    const image = defined({ url: at.reference, sha256, pullSecretRef });
    return { type: "Image", image };
  }
  if (at.scheme === "file") {
    throw new KeyError(
      deployment,
      ["url"],
      `Cannot use the url ${deployment.url}: Envoy Gateway fetches modules, by oci:// or https://.`,
    );
  }
  refuseKeys(KIND, deployment, { pullSecret: "only an image has one" });
  return { type: "HTTP", http: defined({ url: at.url.href, sha256 }) };
}
