import { proxy_clear_route_cache } from "../abi/abi-0.1.0/env";
import { Status } from "../abi/enums";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { invokeForStatus } from "./foreign-function";

/**
 * Makes the proxy choose the route again, for the request as it is now.
 *
 * Envoy does so by itself when request headers change; this is for what else a
 * route depends on, such as filter state or metadata. Only in request callbacks,
 * before the request is continued; `properties.xds.routeName` still is the old one in
 * that callback. `Status.NotFound` where the proxy cannot.
 *
 * ```ts
 * setProperty(["target"], "b");
 * clearRouteCache();
 * ```
 */
export function clearRouteCache(): Status {
  if (ABI == ABI_0_1_0) return proxy_clear_route_cache();
  return invokeForStatus("clear_route_cache", new Uint8Array(0));
}
