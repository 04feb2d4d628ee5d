import type { Scenario } from "../scenario/scenario.ts";
import { INTERNAL } from "./routing.ts";

const MANY: [string, string][] = [
  ["X-Many", "one"],
  ["x-other", "2"],
  ["x-many", "two"],
  ["x-empty", ""],
];

const OWN = [
  ...INTERNAL,
  "http2-settings",
  "proxy-authenticate",
  "x-envoy-immediate-health-check-fail",
  "x-envoy-local-overloaded",
  "x-envoy-ratelimited",
  "x-envoy-upstream-canary",
  "x-envoy-upstream-healthchecked-cluster",
  "x-envoy-upstream-stream-duration-ms",
  "x-forwarded-path",
  "x-forwarded-scheme",
];

/** Header maps: reading and changing them, and the resulting HTTP. */
export const HEADERS: Scenario[] = [
  {
    name: "request headers are read in order, with names in lower case",
    script: "request-headers: args; pairs-map 0; size-map 0",
    exchanges: [{ headers: MANY, path: "/a?b=c" }],
  },
  {
    name: "the first of several values is read, and an absent header differs from an empty one",
    script:
      "request-headers: get-map 0 x-many; get-map 0 X-MANY; get-map 0 x-empty; get-map 0 x-absent; get-map 0",
    exchanges: [{ headers: MANY }],
  },
  {
    name: "non-ASCII bytes pass through a header unchanged",
    script: "request-headers: get-map 0 x-bytes; replace-map 0 x-new 0xe9ff80",
    exchanges: [{ headers: { "x-bytes": "\xe9\xff" } }],
  },
  {
    name: "request headers are added, replaced and removed",
    script:
      "request-headers: add-map 0 x-many three; replace-map 0 x-other 3; remove-map 0 x-empty; remove-map 0 x-absent; pairs-map 0",
    exchanges: [{ headers: MANY }],
  },
  {
    name: "replacing a header with several values leaves one, at the end",
    script: "request-headers: replace-map 0 X-Many only; pairs-map 0",
    exchanges: [{ headers: MANY }],
  },
  {
    name: "response headers are added, replaced and removed",
    script:
      "response-headers: args; pairs-map 2; add-map 2 x-many three; replace-map 2 x-other 3; remove-map 2 x-empty; pairs-map 2; remove-map 2 x-envoy-upstream-service-time; size-map 2",
    exchanges: [{ upstream: { headers: MANY } }],
  },
  {
    name: "a response's status is changed",
    script: "response-headers: get-map 2 :status; replace-map 2 :status 418",
  },
  {
    name: "a request header whose name is not a token, which Envoy sends or answers itself",
    script:
      "request-headers: replace-map 0 a(b) 1\nlog: property response/code; property response/flags; property response/code_details",
  },
  {
    name: "a request header with a non-ASCII byte in its name, which Envoy sends or answers itself",
    script:
      "request-headers: replace-map 0 0xe9 1\nlog: property response/code; property response/flags; property response/code_details",
  },
  {
    name: "a request header with a control character, which Envoy sends or answers itself",
    script:
      "request-headers: replace-map 0 a 0x7801\nlog: property response/code; property response/flags; property response/code_details",
  },
  {
    name: "a request header with a DEL, which Envoy sends or answers itself",
    script:
      "request-headers: replace-map 0 a 0x787f\nlog: property response/code; property response/flags; property response/code_details",
  },
  {
    name: "a request header with a tab and a non-ASCII byte, which Envoy sends or answers itself",
    script:
      "request-headers: replace-map 0 a 0x6109e9\nlog: property response/code; property response/flags; property response/code_details",
  },
  {
    name: "a response without a status becomes 502",
    script: "response-headers: remove-map 2 :status",
  },
  {
    name: "a response with a second status",
    script: "response-headers: add-map 2 :status 201; pairs-map 2",
  },
  {
    name: "pseudo-headers of a request are changed",
    script:
      "request-headers: replace-map 0 :path /other; replace-map 0 :method PUT; replace-map 0 :authority other.example; pairs-map 0",
  },
  {
    name: "a request without its path is not found",
    script: "request-headers: remove-map 0 :path",
  },
  {
    name: "a request without its method",
    script: "request-headers: remove-map 0 :method",
  },
  {
    name: "the host of a request is its authority",
    script: `request-headers: get-map 0 host; get-map 0 Host; property request/headers/host; replace-map 0 host b.example; pairs-map 0; add-map 0 host c.example; pairs-map 0; remove-map 0 host; pairs-map 0; set-map 0 :path=/|:method=GET|host=set.example|x=1; pairs-map 0
response-headers: get-map 2 host; property response/headers/host`,
    exchanges: [{ upstream: { headers: { host: "up.example" } } }],
  },
  {
    name: "a request without its authority",
    script: "request-headers: remove-map 0 :authority",
  },
  {
    name: "a whole map is set, with pseudo-headers first",
    script:
      "request-headers: set-map 0 x-b=1|:path=/set|:method=GET|x-a=2|:authority=set.example|x-b=3; pairs-map 0",
  },
  {
    name: "a whole response map is set",
    script: "response-headers: set-map 2 x-b=1|:status=201|x-a=2|x-b=3",
    exchanges: [{ upstream: { headers: MANY } }],
  },
  {
    name: "an empty list empties a request",
    script: "request-headers: set-map 0; pairs-map 0; size-map 0",
  },
  {
    name: "malformed pairs count as an empty list",
    script:
      "response-headers: raw-map 2 0x0100000001000000; pairs-map 2; add-map 2 :status 202",
  },
  {
    name: "pairs with bytes left over count as an empty list",
    script:
      "response-headers: raw-map 2 0x01000000010000000100000061006200ff; pairs-map 2; add-map 2 :status 202",
  },
  {
    name: "pairs without their NULs count as an empty list",
    script:
      "response-headers: raw-map 2 0x01000000010000000100000061ff62ff; pairs-map 2; add-map 2 :status 202",
  },
  {
    name: "headers that occur once get several values joined",
    script:
      "response-headers: add-map 2 content-type text/html; add-map 2 via a; add-map 2 via b; add-map 2 content-type; pairs-map 2",
    exchanges: [{ upstream: { headers: { "content-type": "text/plain" } } }],
  },
  {
    name: "common response headers are added twice",
    script: `response-headers: ${twice(2, [
      "accept-ranges",
      "access-control-allow-origin",
      "age",
      "cache-control",
      "content-encoding",
      "content-language",
      "cookie",
      "etag",
      "expires",
      "grpc-status",
      "last-modified",
      "link",
      "location",
      "set-cookie",
      "vary",
      "www-authenticate",
      "x-request-id",
      "proxy-status",
      "x-frame-options",
    ])}; pairs-map 2`,
  },
  {
    name: "common request headers are added twice",
    script: `request-headers: ${twice(0, [
      "accept",
      "accept-encoding",
      "accept-language",
      "access-control-request-headers",
      "access-control-request-method",
      "authorization",
      "cache-control",
      "cookie",
      "forwarded",
      "grpc-timeout",
      "grpc-accept-encoding",
      "if-match",
      "if-none-match",
      "if-modified-since",
      "origin",
      "pragma",
      "range",
      "referer",
      "user-agent",
      "x-forwarded-for",
      "x-forwarded-host",
      "x-forwarded-port",
      "x-forwarded-client-cert",
      "x-ot-span-context",
      "x-b3-traceid",
      "traceparent",
      "tracestate",
      "x-client-trace-id",
      "te",
      "via",
    ])}; pairs-map 0`,
  },
  {
    name: "Envoy's own request headers are added twice",
    script: `request-headers: ${twice(0, OWN)}; pairs-map 0; ${twice(0, ["expect"])}; get-map 0 expect; remove-map 0 expect`,
  },
  {
    name: "Envoy's own response headers are added twice",
    script: `response-headers: ${twice(2, OWN)}; pairs-map 2`,
  },
  {
    name: "a map of another phase or an unknown number is refused, and reads as empty",
    script:
      "request-headers: get-map 2 a; pairs-map 2; size-map 2; add-map 2 a b; get-map 1 a; add-map 1 a b; get-map 4 a; get-map 7 a; pairs-map 7; get-map 8 a; pairs-map 8; add-map 9 a b; size-map 8",
  },
  {
    name: "request headers are gone once the request has continued",
    script:
      "response-headers: get-map 0 :path; pairs-map 0; size-map 0; replace-map 0 a b; remove-map 0 a; set-map 0 a=b",
  },
  {
    name: "headers can be read in the access log, but not changed",
    script:
      "request-headers: add-map 0 x-own 1\nlog: get-map 0 x-own; get-map 0 x-absent; pairs-map 2; size-map 2; add-map 2 a b; replace-map 0 a b; get-map 1 a; get-map 3 a; pairs-map 3",
    exchanges: [{ upstream: { headers: { "x-up": "1" } } }],
  },
  {
    name: "headers that a filter has stopped can still be changed in the access log",
    script:
      "request-headers: local 200 no; return 0\nlog: size-map 0; add-map 0 x-late 1; pairs-map 0; remove-map 2 a",
  },
  {
    name: "headers are gone when the stream is done and deleted",
    script: "done: get-map 0 :path; pairs-map 2\ndelete: get-map 2 :status",
  },
  {
    name: "header values with control characters",
    script: "response-headers: add-map 2 x-tab 0x610962; pairs-map 2",
  },
  {
    name: "a large header",
    script: "request-headers: size-map 0; get-map 0 x-large",
    exchanges: [{ headers: { "x-large": "a".repeat(20_000) } }],
  },
];

function twice(map: number, names: string[]): string {
  return names
    .map((name) => `add-map ${map} ${name} 1; add-map ${map} ${name} 2`)
    .join("; ");
}
