import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { codeUrl } from "./code-url.ts";
import { manifest, type Manifest } from "./manifest.ts";
import { noteKeys, refuseKeys } from "./refuse-keys.ts";
import { resource, targetRefs } from "./resource.ts";

const KIND = "an EnvoyExtensionPolicy";

/**
 * Envoy Gateway's EnvoyExtensionPolicy (gateway.envoyproxy.io/v1alpha1).
 *
 * Throws a {@link CliError} for what the resource cannot say, and without
 * target references, by which alone it attaches.
 *
 *     envoyGateway(deployment).documents;
 */
export function envoyGateway(deployment: Deployment): Manifest {
  refuse(deployment);
  if (!deployment.targetRefs) {
    throw new CliError(
      `Cannot print ${KIND} without targetRefs: name a Gateway or a route, as in --target Gateway/eg.`,
    );
  }
  const { hostEnvironment } = deployment;
  const wasm = defined({
    name: deployment.name,
    rootID: deployment.rootId,
    code: defined({ ...code(deployment), pullPolicy: deployment.pullPolicy }),
    config: deployment.configuration,
    failOpen: deployment.failPolicy && deployment.failPolicy === "open",
    env: hostEnvironment && { hostKeys: hostEnvironment },
  });
  const notes = noteKeys(KIND, deployment, {
    vmId: "Envoy Gateway takes the name",
    priority: "the plugins of a policy run in their order",
  });
  if (typeof deployment.configuration === "string") {
    notes.push(
      "Envoy Gateway hands a text over as JSON: the plugin gets it in quotes.",
    );
  }
  return manifest(
    resource(
      "gateway.envoyproxy.io/v1alpha1",
      "EnvoyExtensionPolicy",
      deployment,
      { spec: { targetRefs: targetRefs(deployment), wasm: [wasm] } },
    ),
    notes,
  );
}

function refuse(deployment: Deployment): void {
  refuseKeys(KIND, deployment, {
    labels: "it attaches by targetRefs",
    context: "it is for gateways",
    ports: "it is for the listeners of its target",
    phase: "Envoy Gateway decides where its filters are",
    environment: "it passes on variables of the proxy alone, hostEnvironment",
    vmConfiguration: "it has no configuration of a VM",
    capabilities: "it restricts none",
    allowOnHeadersStopIteration: "it does not set it",
    proxyVersion: "it is no resource of Istio",
    singleton: "it has no services",
  });
  const { form, failPolicy } = deployment;
  if (form !== "http") {
    throw new CliError(
      `Cannot print ${KIND} with the form ${form}: it has only http.`,
    );
  }
  if (failPolicy === "reload") {
    throw new CliError(
      `Cannot print ${KIND} with the failPolicy reload: it has open and closed.`,
    );
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
    throw new CliError(
      `Cannot use the url ${deployment.url}: Envoy Gateway fetches modules, by oci:// or https://.`,
    );
  }
  refuseKeys(KIND, deployment, { pullSecret: "only an image has one" });
  return { type: "HTTP", http: defined({ url: at.url.href, sha256 }) };
}
