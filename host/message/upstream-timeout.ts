import type { HeaderMap } from "./header-map.ts";

const TIMEOUT = "x-envoy-upstream-rq-timeout-ms";
const TRY_TIMEOUT = "x-envoy-upstream-rq-per-try-timeout-ms";

/** The headers by which a filter asks for retries. */
export const RETRY_ON = ["x-envoy-retry-on", "x-envoy-retry-grpc-on"];

/** Headers that are meant for the router only. */
const OF_ROUTER = new Set([
  TIMEOUT,
  TRY_TIMEOUT,
  ...RETRY_ON,
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-max-retries",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-stream-duration-ms",
]);

/**
 * Sets the header that tells an upstream how many milliseconds Envoy waits for its
 * response (0 is forever), and removes what is meant for the router only.
 *
 *     setExpectedTimeout(headers, 1000);
 */
export function setExpectedTimeout(
  headers: HeaderMap,
  milliseconds: number,
): void {
  const timeout = timeoutOf(headers, milliseconds);
  headers.removeAny(OF_ROUTER);
  if (timeout === 0) return;
  headers.put("x-envoy-expected-rq-timeout-ms", String(timeout));
}

/** The timeout that headers set, in milliseconds; 0 is never. */
function timeoutOf(headers: HeaderMap, otherwise: number): number {
  const whole = numberOf(headers.get(TIMEOUT)) ?? otherwise;
  const once = numberOf(headers.get(TRY_TIMEOUT)) ?? 0;
  if (once === 0) return whole;
  return whole === 0 ? once : Math.min(whole, once);
}

function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
