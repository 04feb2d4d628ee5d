import type { AbiVersion } from "./host-signatures.ts";

/**
 * The signatures of the exports that Envoy looks for, written as in `host-
 * signatures.ts`.
 */
const CALLBACKS: Record<string, string> = {
  _initialize: ">",
  _start: ">",
  malloc: "i>i",
  proxy_on_memory_allocate: "i>i",
  proxy_on_context_create: "ii>",
  proxy_on_vm_start: "ii>i",
  proxy_validate_configuration: "ii>i",
  proxy_on_configure: "ii>i",
  proxy_on_tick: "i>",
  proxy_on_queue_ready: "ii>",
  proxy_on_new_connection: "i>i",
  proxy_on_downstream_data: "iii>i",
  proxy_on_upstream_data: "iii>i",
  proxy_on_downstream_connection_close: "ii>",
  proxy_on_upstream_connection_close: "ii>",
  proxy_on_request_body: "iii>i",
  proxy_on_request_trailers: "ii>i",
  proxy_on_request_metadata: "ii>i",
  proxy_on_response_body: "iii>i",
  proxy_on_response_trailers: "ii>i",
  proxy_on_response_metadata: "ii>i",
  proxy_on_http_call_response: "iiiii>",
  proxy_on_grpc_receive_initial_metadata: "iii>",
  proxy_on_grpc_receive: "iii>",
  proxy_on_grpc_receive_trailing_metadata: "iii>",
  proxy_on_grpc_close: "iii>",
  proxy_on_done: "i>i",
  proxy_on_log: "i>",
  proxy_on_delete: "i>",
  envoy_on_resolve_dns: "iii>",
  envoy_on_stats_update: "ii>",
};

/** What Envoy calls once after `_initialize`. */
const MAIN: Record<string, string> = { main: "ii>i", __main_void: ">i" };

/**
 * The signature that Envoy expects of an export, or undefined where it does not look
 * for the name. A module that `initializes` exports `_initialize`: Envoy then looks
 * for `main` instead of `_start`.
 *
 *     callbackSignature("0_1_0", "proxy_on_request_headers") // "ii>i"
 */
export function callbackSignature(
  version: AbiVersion,
  name: string,
  initializes = false,
): string | undefined {
  if (name in MAIN) return initializes ? MAIN[name] : undefined;
  if (name === "_start" && initializes) return undefined;
  const old = version === "0_1_0";
  if (/^proxy_on_(request|response)_headers$/.test(name)) {
    return old ? "ii>i" : "iii>i";
  }
  if (name === "proxy_on_foreign_function") return old ? undefined : "iii>";
  return CALLBACKS[name];
}
