import { cluster } from "../envoy/cluster.ts";
import { any, type EnvoyObject } from "../envoy/extension.ts";

const TLS = "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";

/** Where Debian and its like keep the authorities that they trust. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/**
 * The cluster from which Envoy fetches a module, by the URL of the module.
 *
 *     codeCluster("wasm-code", new URL("https://files.example/a.wasm"));
 */
export function codeCluster(name: string, url: URL): EnvoyObject {
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = Number(url.port || (secure ? 443 : 80));
  const plain = cluster({ name, host, port });
  if (!secure) return plain;
  const authorities = {
    trusted_ca: { filename: AUTHORITIES },
    match_typed_subject_alt_names: [
      { san_type: "DNS", matcher: { exact: host } },
    ],
  };
  return {
    ...plain,
    transport_socket: {
      name: "envoy.transport_sockets.tls",
      typed_config: any(TLS, {
        sni: host,
        common_tls_context: { validation_context: authorities },
      }),
    },
  };
}
