import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { defined } from "../envoy/extension.ts";
import { noteKeys, refuseKeys, refuseValue } from "./refuse-keys.ts";

const FAIL_STRATEGIES = {
  closed: "FAIL_CLOSE",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
} as const;

const ADVICE = `use "proxy-wasm manifest envoyfilter"`;

/** What the definitions of Istio's resources allow a variable. */
const MAX_VALUE = 2048;
const MAX_VARIABLES = 256;

/**
 * What a WasmPlugin, a TrafficExtension and Higress's WasmPlugin say about the
 * module alike.
 *
 *     istioWasm("a WasmPlugin", deployment);
 */
export function istioWasm(kind: string, deployment: Deployment): object {
  refuseKeys(kind, deployment, {
    capabilities: `it restricts none; ${ADVICE}`,
    allowOnHeadersStopIteration: `it does not set it; ${ADVICE}`,
    vmConfiguration: `it has no configuration of a VM; ${ADVICE}`,
  });
  const { form } = deployment;
  if (form === "accessLog" || form === "service") {
    const where = form === "accessLog" ? ADVICE : "Istio starts none";
    const reason = `it has http and network; ${where}`;
    refuseValue(kind, deployment, "form", reason);
  }
  return defined({
    url: deployment.url,
    sha256: deployment.sha256,
    imagePullPolicy: deployment.pullPolicy,
    imagePullSecret: deployment.pullSecret,
    // An empty name is that of the root context without one.
    pluginName: deployment.rootId || undefined,
    failStrategy:
      deployment.failPolicy && FAIL_STRATEGIES[deployment.failPolicy],
    vmConfig: vmConfig(kind, deployment),
  });
}

/**
 * What the user should know of a WasmPlugin or a TrafficExtension.
 *
 *     istioWasmNotes("a WasmPlugin", deployment);
 */
export function istioWasmNotes(kind: string, deployment: Deployment): string[] {
  const { configuration } = deployment;
  const isEmpty =
    configuration instanceof Object && Object.keys(configuration).length === 0;
  return [
    ...noteKeys(kind, deployment, {
      vmId: "each plugin has a VM of its own there",
      proxyVersion: "it is for every version",
      singleton: "only a service has it",
      targetSelectors: "they are Envoy Gateway's",
      mergeType: "it is Envoy Gateway's",
    }),
    ...(isEmpty
      ? [
          `${capitalized(kind)} with an empty configuration, {}, gives the plugin none at all.`,
        ]
      : []),
  ];
}

/**
 * The configuration as the object that Istio's resources hold.
 *
 * Throws a {@link KeyError} for a text or another value: their schema takes
 * only an object, which the plugin gets as JSON.
 */
export function objectConfiguration(
  kind: string,
  deployment: Deployment,
): object | undefined {
  const { configuration } = deployment;
  if (configuration === undefined) return undefined;
  const isObject =
    configuration !== null &&
    typeof configuration === "object" &&
    !Array.isArray(configuration);
  if (isObject) return configuration;
  throw new KeyError(
    deployment,
    ["configuration"],
    `Cannot print ${kind} with a configuration that is not an object: its schema takes none; ${ADVICE}, or an object that the filter reads as JSON.`,
  );
}

function vmConfig(kind: string, deployment: Deployment) {
  const { environment = {}, hostEnvironment = [] } = deployment;
  const long = Object.entries(environment).find(
    ([, value]) => value.length > MAX_VALUE,
  );
  if (long) {
    throw new KeyError(
      deployment,
      ["environment", long[0]],
      `Cannot print ${kind} with the variable ${long[0]}: its value may have ${MAX_VALUE} characters; ${ADVICE}.`,
    );
  }
  const env = [
    ...Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...hostEnvironment.map((name) => ({ name, valueFrom: "HOST" })),
  ];
  if (env.length > MAX_VARIABLES) {
    throw new KeyError(
      deployment,
      ["environment"],
      `Cannot print ${kind} with ${env.length} variables: it may have ${MAX_VARIABLES}; ${ADVICE}.`,
    );
  }
  return env.length > 0 ? { env } : undefined;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
