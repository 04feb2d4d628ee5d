import { Status } from "../abi/enums";
import { ProtobufWriter } from "../abi/protobuf";
import { invokeForStatus } from "./foreign-function";

/**
 * How long Envoy keeps a filter state.
 *
 * ```ts
 * setEnvoyFilterState(
 *   "envoy.network.upstream_server_name",
 *   "example.com",
 *   LifeSpan.DownstreamConnection,
 * );
 * ```
 */
export enum LifeSpan {
  /** As long as the filter chain: of an HTTP stream, or of a TCP connection. */
  FilterChain = 0,
  /** As long as the request, also where it is redirected inside the proxy. */
  DownstreamRequest = 1,
  /** As long as the client's connection, for all requests on it. */
  DownstreamConnection = 2,
}

/**
 * Sets one of Envoy's own filter states of this stream, such as
 * `envoy.tcp_proxy.cluster`, from a text; see "Well Known Filter State Objects" in
 * Envoy's documentation.
 *
 * `Status.NotFound` for a key that Envoy makes no object for, `Status.BadArgument`
 * for a value that it cannot read. For a value of your own, use `setProperty`.
 *
 * ```ts
 * setEnvoyFilterState("envoy.network.upstream_server_name", "example.com");
 * ```
 */
export function setEnvoyFilterState(
  key: string,
  value: string,
  lifeSpan: LifeSpan = LifeSpan.FilterChain,
): Status {
  const message = new ProtobufWriter();
  message.text(1, key);
  message.text(2, value);
  message.integer(3, lifeSpan);
  return invokeForStatus("set_envoy_filter_state", message.finish());
}
