import { isIP } from "node:net";
import { any, type EnvoyObject } from "./extension.ts";

const TLS = "envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext";

/** Where Debian and its derivatives keep the authorities that they trust. */
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

/**
 * The transport socket with which Envoy speaks TLS to a host. The host's certificate
 * must match its name.
 *
 *     upstreamTls("files.example");
 */
export function upstreamTls(host: string, caFile = AUTHORITIES): EnvoyObject {
  const isAddress = isIP(host) !== 0;
  const name = {
    san_type: isAddress ? "IP_ADDRESS" : "DNS",
    matcher: { exact: host },
  };
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: any(TLS, {
      // SNI carries only names, not addresses.
      sni: isAddress ? undefined : host,
      common_tls_context: {
        validation_context: {
          trusted_ca: { filename: caFile },
          match_typed_subject_alt_names: [name],
        },
      },
    }),
  };
}
