import { isIP } from "node:net";
import { socketAddress } from "./address.ts";
import { any, defined, type EnvoyObject } from "./extension.ts";
import { upstreamTls } from "./upstream-tls.ts";

export interface Cluster {
  name: string;
  /** An address, or a name that Envoy resolves; 127.0.0.1 by default. */
  host?: string;
  port: number;
  /** Speak HTTP/2 to it, as gRPC needs. */
  http2?: boolean;
  /** Speak TLS to it. */
  tls?: boolean;
  /** The certificates to trust for TLS; Debian's path by default. */
  caFile?: string;
  /** Pass HTTP/1.1 trailers on; Envoy drops them otherwise. */
  trailers?: boolean;
}

/**
 * A cluster of one endpoint.
 *
 *     cluster({ name: "upstream", port: upstream.port })
 */
export function cluster(description: Cluster): EnvoyObject {
  const { name, host = "127.0.0.1", port, tls, caFile } = description;
  const endpoint = { address: socketAddress(host, port) };
  return defined({
    name,
    // Only LOGICAL_DNS tries addresses of both families until one answers.
    type: isIP(host) ? "STATIC" : "LOGICAL_DNS",
    dns_lookup_family: isIP(host) ? undefined : "ALL",
    connect_timeout: "5s",
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint }] }],
    },
    typed_extension_protocol_options: protocolOptions(description),
    transport_socket: tls ? upstreamTls(host, caFile) : undefined,
  });
}

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

function protocolOptions({ http2, trailers }: Cluster) {
  if (!http2 && !trailers) return undefined;
  const explicit = http2
    ? { http2_protocol_options: {} }
    : { http_protocol_options: { enable_trailers: true } };
  return { [OPTIONS]: any(OPTIONS, { explicit_http_config: explicit }) };
}
