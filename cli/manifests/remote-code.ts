import type { Deployment } from "../deployment/deployment.ts";
import { defined, type EnvoyObject } from "../envoy/extension.ts";

/** How long a proxy waits for a module; Istio's own value. */
const TIMEOUT = "30s";

/**
 * The code of a plugin that is fetched, from a cluster of Envoy's: Istio's
 * agent needs none.
 *
 *     remoteCode(deployment, "wasm-code");
 */
export function remoteCode(
  { url, sha256 }: Deployment,
  cluster: string,
): EnvoyObject {
  const uri = { uri: url, cluster, timeout: TIMEOUT };
  return { remote: defined({ http_uri: uri, sha256 }) };
}
