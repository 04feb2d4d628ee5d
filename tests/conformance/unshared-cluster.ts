import { cluster } from "../../cli/envoy/cluster.ts";
import { any, type EnvoyObject } from "../../cli/envoy/extension.ts";

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/**
 * A cluster where each request has its own connection, since a connection that the
 * upstream is about to close must not get the next request.
 */
export function unsharedCluster(name: string, port: number): EnvoyObject {
  const one = any(OPTIONS, {
    common_http_protocol_options: { max_requests_per_connection: 1 },
    explicit_http_config: { http_protocol_options: { enable_trailers: true } },
  });
  return {
    ...cluster({ name, port }),
    typed_extension_protocol_options: { [OPTIONS]: one },
  };
}
