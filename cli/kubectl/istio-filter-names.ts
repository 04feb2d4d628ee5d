import type { ResourceName } from "./resource.ts";

/** What istiod adds to the name of a TrafficExtension that it makes of a WasmPlugin. */
const TRANSLATED = "~istio-translated-wasmplugin";

const PREFIX = "extensions.istio.io";

/**
 * The names that a resource's filter has in Envoy's listeners, one for each way in
 * which releases of Istio name it.
 *
 *     istioFilterNames({ kind: "EnvoyFilter", namespace: "shop", name: "auth" });
 *     // ["shop.auth"]
 */
export function istioFilterNames({
  kind,
  namespace,
  name,
}: Pick<ResourceName, "kind" | "namespace" | "name">): string[] {
  const dotted = `${namespace}.${name}`;
  if (kind === "TrafficExtension") {
    return [`${PREFIX}/trafficextension/${dotted}`];
  }
  if (kind === "WasmPlugin") {
    return [
      // Istio up to 1.25 has it misspelt.
      `extenstions.istio.io/wasmplugin/${dotted}`,
      `${PREFIX}/wasmplugin/${dotted}`,
      // Since 1.30.
      `${PREFIX}/trafficextension/${dotted}${TRANSLATED}`,
    ];
  }
  return [dotted];
}
