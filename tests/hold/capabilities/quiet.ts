/** Entries that only show in what no client sees: a refused one leaves answers as they are. */
export const QUIET = new Map([
  ["proxy_on_delete", "what a stream had stays in memory"],
  ["proxy_log", "its lines are missing, which not each test looks at"],
  ["proxy_get_log_level", "more is formatted than is written"],
  ["proxy_get_status", "the reason of a refused call is missing in a log line"],
]);

/** An entry of the lists of some examples that no test of theirs can miss, and why. */
export interface QuietEntry {
  capability: string;
  examples: string[];
  why: string;
}

/** Entries that show in other examples, and not in these. */
export const QUIET_IN: QuietEntry[] = [
  {
    capability: "proxy_get_header_map_pairs",
    examples: [
      "ai-proxy",
      "api-mock",
      "body-edit",
      "body-rewrite",
      "cors",
      "grpc-auth",
      "jwks",
      "mcp-tools",
    ],
    why: "it saves calls: where it is refused, each header is asked for by itself",
  },
  {
    capability: "proxy_get_header_map_value",
    examples: ["fan-out"],
    why: "it reads all headers first, and then each from that copy",
  },
  {
    capability: "random_get",
    examples: [
      "canary",
      "fan-out",
      "fetch-cache",
      "hello-world",
      "oidc-introspection",
      "request-mirror",
    ],
    why: "where it is refused, random numbers begin with the time",
  },
  {
    capability: "clock_time_get",
    examples: ["canary", "fan-out", "hello-world"],
    why: "random numbers begin with the time only where random_get is refused",
  },
  {
    capability: "clock_time_get",
    examples: ["request-mirror"],
    why: "it tells when calls are tried again after 30 seconds, which no test waits for",
  },
  {
    capability: "proxy_on_tick",
    examples: ["request-mirror"],
    why: "it ends the pauses between tries of a call, and this one has one try",
  },
  {
    capability: "proxy_set_tick_period_milliseconds",
    examples: ["request-mirror"],
    why: "it begins the pauses between tries of a call, and this one has one try",
  },
  {
    capability: "proxy_on_configure",
    examples: ["compress"],
    why: "it refuses proxies that cannot compress, and Envoy can",
  },
  {
    capability: "proxy_close_stream",
    examples: ["compress"],
    why: "it is called where Envoy cannot compress, and Envoy always can",
  },
  {
    capability: "proxy_set_effective_context",
    examples: ["compress"],
    why: "it is called where Envoy cannot compress, and Envoy always can",
  },
  {
    capability: "proxy_on_request_headers",
    examples: ["blank"],
    why: "the callback does nothing",
  },
  {
    capability: "proxy_on_response_headers",
    examples: ["blank"],
    why: "the callback does nothing",
  },
  {
    capability: "proxy_continue_stream",
    examples: [
      "ai-proxy",
      "body-search",
      "json-validation",
      "mcp-tools",
      "request-mirror",
      "waf",
    ],
    why: "handlers call it after waits for anything but their message, which these have none of",
  },
  {
    capability: "proxy_continue_stream",
    examples: ["api-mock"],
    why: "handlers call it after waits, and this one answers after each of its own",
  },
  {
    capability: "proxy_remove_header_map_value",
    examples: ["canary"],
    why: "HeaderMap.set calls it for a new :status, which this one does not set",
  },
];

/** Whether the tests of an example have to pass without a capability, by `QUIET_IN`. */
export function isQuietIn(example: string, capability: string): boolean {
  return QUIET_IN.some(
    (entry) =>
      entry.capability === capability && entry.examples.includes(example),
  );
}
