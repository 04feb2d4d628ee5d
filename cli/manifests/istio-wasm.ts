import { CliError } from "../base/cli-error.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { defined } from "../envoy/extension.ts";
import { refuseKeys } from "./refuse-keys.ts";

const FAIL_STRATEGIES = {
  closed: "FAIL_CLOSE",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
} as const;

/**
 * What a WasmPlugin, a TrafficExtension and Higress's WasmPlugin say of the
 * module alike.
 *
 *     istioWasm("a WasmPlugin", deployment);
 */
export function istioWasm(kind: string, deployment: Deployment): object {
  const advice = `use "proxy-wasm manifest envoyfilter"`;
  refuseKeys(kind, deployment, {
    capabilities: `it restricts none; ${advice}`,
    allowOnHeadersStopIteration: `it does not set it; ${advice}`,
    vmConfiguration: `it has no configuration of a VM; ${advice}`,
    proxyVersion: `it takes every version; ${advice}`,
    singleton: `it has no services; ${advice}`,
  });
  if (deployment.form === "accessLog" || deployment.form === "service") {
    throw new CliError(
      `Cannot print ${kind} with the form ${deployment.form}: it has http and network; ${advice}.`,
    );
  }
  return defined({
    url: deployment.url,
    sha256: deployment.sha256,
    imagePullPolicy: deployment.pullPolicy,
    imagePullSecret: deployment.pullSecret,
    pluginName: deployment.rootId,
    failStrategy:
      deployment.failPolicy && FAIL_STRATEGIES[deployment.failPolicy],
    vmConfig: vmConfig(deployment),
  });
}

/**
 * The configuration as the object that Istio's resources hold.
 *
 * Throws a {@link CliError} for a text or another value: their schema takes
 * only an object, which the plugin gets as JSON.
 */
export function objectConfiguration(
  kind: string,
  { configuration }: Deployment,
): object | undefined {
  if (configuration === undefined) return undefined;
  const isObject =
    configuration !== null &&
    typeof configuration === "object" &&
    !Array.isArray(configuration);
  if (isObject) return configuration;
  throw new CliError(
    `Cannot print ${kind} with a configuration that is no object: its schema takes none; use "proxy-wasm manifest envoyfilter", or an object that the filter reads as JSON.`,
  );
}

function vmConfig({ environment = {}, hostEnvironment = [] }: Deployment) {
  const env = [
    ...Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...hostEnvironment.map((name) => ({ name, valueFrom: "HOST" })),
  ];
  return env.length > 0 ? { env } : undefined;
}
