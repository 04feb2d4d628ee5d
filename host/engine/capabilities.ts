import { INTERNAL_FAILURE, WASI_NOT_CAPABLE } from "../abi/status.ts";

/** The functions that Envoy knows by no capability. */
const ALWAYS =
  /^(malloc|proxy_on_memory_allocate|_initialize|_start|main|__main_void|pthread_equal|emscripten_.*|envoy_.*)$/;

/**
 * Whether a VM has a host function or a callback. None allowed is no restriction.
 *
 *     isCapable(new Set(["proxy_log"]), "proxy_on_tick") // false
 */
export function isCapable(allowed: ReadonlySet<string>, name: string): boolean {
  return allowed.size === 0 || allowed.has(name) || ALWAYS.test(name);
}

/** What Envoy logs and answers in place of a host function that is not allowed. */
export function refusedCapability(
  module: string,
  name: string,
): { message: string; status: number } {
  const isProxy = module === "env";
  const kind = isProxy ? "proxy-wasm" : "WASI";
  return {
    message: `Attempted call to restricted ${kind} capability: ${name}`,
    status: isProxy ? INTERNAL_FAILURE : WASI_NOT_CAPABLE,
  };
}
