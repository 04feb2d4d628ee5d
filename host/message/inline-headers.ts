/**
 * Headers that Envoy keeps only once: a further value is appended to the first,
 * after a delimiter.
 */
const BOTH = [
  "connection",
  "content-length",
  "content-type",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-envoy-attempt-count",
  "x-envoy-decorator-operation",
  "x-request-id",
];

const REQUEST = [
  ":authority",
  ":method",
  ":path",
  ":protocol",
  ":scheme",
  "accept",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "authorization",
  "cache-control",
  "expect",
  "grpc-accept-encoding",
  "grpc-timeout",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "origin",
  "pragma",
  "referer",
  "te",
  "user-agent",
  "x-client-trace-id",
  "x-envoy-downstream-service-cluster",
  "x-envoy-downstream-service-node",
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-external-address",
  "x-envoy-force-trace",
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-internal",
  "x-envoy-ip-tags",
  "x-envoy-is-timeout-retry",
  "x-envoy-max-retries",
  "x-envoy-original-host",
  "x-envoy-original-path",
  "x-envoy-original-url",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-retry-grpc-on",
  "x-envoy-retry-on",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-per-try-timeout-ms",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-rq-timeout-ms",
  "x-envoy-upstream-stream-duration-ms",
  "x-forwarded-client-cert",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
];

const RESPONSE = [
  ":status",
  "access-control-allow-origin",
  "age",
  "cache-control",
  "content-encoding",
  "date",
  "etag",
  "expires",
  "grpc-message",
  "grpc-status",
  "last-modified",
  "location",
  "proxy-status",
  "server",
  "vary",
  "x-envoy-degraded",
  "x-envoy-immediate-health-check-fail",
  "x-envoy-ratelimited",
  "x-envoy-upstream-canary",
  "x-envoy-upstream-healthchecked-cluster",
  "x-envoy-upstream-service-time",
];

const TRAILERS = ["grpc-message", "grpc-status"];

export type HeaderMapKind = "request" | "response" | "trailers";

const KINDS: Record<HeaderMapKind, Set<string>> = {
  request: new Set([...BOTH, ...REQUEST]),
  response: new Set([...BOTH, ...RESPONSE]),
  trailers: new Set(TRAILERS),
};

/**
 * The delimiter between the values of a header that exists only once, or undefined
 * where each value is a header of its own.
 *
 *     inlineDelimiter("request", "content-type") // ","
 */
export function inlineDelimiter(
  kind: HeaderMapKind,
  name: string,
): string | undefined {
  return KINDS[kind].has(name) ? "," : undefined;
}
