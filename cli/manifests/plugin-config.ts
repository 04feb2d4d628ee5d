import { wasmPluginConfig } from "../envoy/plugin-config.ts";
import type { EnvoyObject } from "../envoy/extension.ts";
import { configurationText } from "../deployment/configuration-text.ts";
import type { Deployment } from "../deployment/deployment.ts";

const FAILURE_POLICIES = {
  closed: "FAIL_CLOSED",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
} as const;

/**
 * Envoy's own configuration of a deployed plugin, around the code it runs.
 *
 *     pluginConfig(deployment, { local: { filename: "/etc/a.wasm" } });
 */
export function pluginConfig(
  deployment: Deployment,
  code: EnvoyObject,
): EnvoyObject {
  const { configuration, vmConfiguration, capabilities } = deployment;
  return wasmPluginConfig({
    wasm: deployment.url,
    code,
    name: deployment.name,
    rootId: deployment.rootId,
    vmId: deployment.vmId,
    configuration: configurationText(configuration),
    vmConfiguration: configurationText(vmConfiguration),
    failurePolicy:
      deployment.failPolicy && FAILURE_POLICIES[deployment.failPolicy],
    allowOnHeadersStopIteration: deployment.allowOnHeadersStopIteration,
    environment: environmentOf(deployment),
    allowedCapabilities:
      typeof capabilities === "string" ? undefined : capabilities,
  });
}

function environmentOf({ environment, hostEnvironment }: Deployment) {
  if (environment === undefined && hostEnvironment === undefined) return;
  return { keyValues: environment, hostKeys: hostEnvironment };
}
