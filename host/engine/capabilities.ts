import { INTERNAL_FAILURE, WASI_NOT_CAPABLE } from "../abi/status.ts";

/** Functions that Envoy allows regardless of capabilities. */
const ALWAYS =
  /^(malloc|proxy_on_memory_allocate|_initialize|_start|main|__main_void|pthread_equal|emscripten_.*|envoy_.*)$/;

/**
 * Whether a VM has a host function or a callback. An empty set allows everything.
 *
 *     isCapable(new Set(["proxy_log"]), "proxy_on_tick") // false
 */
export function isCapable(allowed: ReadonlySet<string>, name: string): boolean {
  return allowed.size === 0 || allowed.has(name) || ALWAYS.test(name);
}

/**
 * What Envoy logs and returns instead of calling a host function that is not
 * allowed.
 */
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
