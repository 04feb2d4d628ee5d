/** The times at which a module may call only a few host functions. */
export type Restriction = "start" | "malloc";

const MALLOC = new Set([
  "proxy_log",
  "fd_write",
  "clock_time_get",
  "poll_oneoff",
]);

/**
 * Whether a host function may be called under a restriction.
 *
 *     isAllowed("malloc", "proxy_get_property") // false
 */
export function isAllowed(restriction: Restriction, name: string): boolean {
  if (restriction === "malloc") return MALLOC.has(name);
  return name === "proxy_log" || !/^(proxy|envoy)_/.test(name);
}

/** Thrown into a module that calls a host function which is not allowed at the time. */
export class RestrictedCall extends Error {
  constructor() {
    super("restricted_callback");
  }
}
