/**
 * What the host calls. Each finds the context, calls its method, and answers with
 * what the host does by itself where there is none. The transform drops the
 * callbacks that no filter overrides, and the host then does not call at all.
 * Here is what all versions of the ABI share; the entries add the rest.
 *
 * Source: https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1
 */
export {
  proxy_on_grpc_close,
  proxy_on_grpc_receive,
  proxy_on_grpc_receive_initial_metadata,
  proxy_on_grpc_receive_trailing_metadata,
  proxy_on_http_call_response,
} from "./exports/callouts";
export {
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_done,
  proxy_on_log,
} from "./exports/context";
export {
  proxy_on_request_body,
  proxy_on_request_metadata,
  proxy_on_request_trailers,
  proxy_on_response_body,
  proxy_on_response_metadata,
  proxy_on_response_trailers,
} from "./exports/http";
export { malloc, proxy_on_memory_allocate } from "./exports/memory";
export {
  envoy_on_resolve_dns,
  envoy_on_stats_update,
  proxy_on_configure,
  proxy_on_queue_ready,
  proxy_on_tick,
  proxy_on_vm_start,
} from "./exports/plugin";
export {
  proxy_on_downstream_connection_close,
  proxy_on_downstream_data,
  proxy_on_new_connection,
  proxy_on_upstream_connection_close,
  proxy_on_upstream_data,
} from "./exports/tcp";
