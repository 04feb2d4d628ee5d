/**
 * The host functions that only Proxy-Wasm ABI 0.1.0 has; see `abi/env.ts`.
 *
 * Source: https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.1.0
 */

/** Writes a host-allocated copy of what is configured just now. */
export declare function proxy_get_configuration(
  outData: usize,
  outSize: usize,
): i32;

/** Continues a request that a callback has stopped. */
export declare function proxy_continue_request(): i32;

/** Continues a response that a callback has stopped. */
export declare function proxy_continue_response(): i32;

/** Makes the proxy choose the route again. */
export declare function proxy_clear_route_cache(): i32;
