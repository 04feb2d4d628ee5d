import { cluster } from "../envoy/cluster.ts";
import type { EnvoyObject } from "../envoy/extension.ts";

/**
 * The cluster from which Envoy fetches a module, by the URL of the module.
 *
 *     codeCluster("wasm-code", new URL("https://files.example/a.wasm"));
 */
export function codeCluster(name: string, url: URL): EnvoyObject {
  const tls = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (tls ? 443 : 80));
  return cluster({ name, host, port, tls });
}
