import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";

const LOG =
  "log: pairs-map 0; pairs-map 2; property request/path; property request/method; property request/host; property request/size; property request/total_size; property response/code; property response/code_details; property response/flags";
const OK: Step = { at: "response", end: true };

/** Headers that a client may not send to Envoy, and some that it may. */
export const INTERNAL = [
  "x-envoy-internal",
  "x-envoy-max-retries",
  "x-envoy-retry-on",
  "x-envoy-retry-grpc-on",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-timeout-ms",
  "x-envoy-upstream-rq-per-try-timeout-ms",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-force-trace",
  "x-envoy-ip-tags",
  "x-envoy-original-url",
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-retriable-status-codes",
  "x-envoy-retriable-header-names",
  "x-envoy-decorator-operation",
  "x-envoy-downstream-service-cluster",
  "x-envoy-downstream-service-node",
  "x-envoy-external-address",
  "x-envoy-original-path",
  "x-envoy-original-host",
  "x-envoy-original-method",
  "x-envoy-original-dst-host",
  "x-envoy-attempt-count",
  "x-envoy-is-timeout-retry",
  "x-envoy-peer-metadata",
  "x-envoy-upstream-service-time",
  "x-envoy-overloaded",
  "x-envoy-degraded",
  "x-envoy-cluster",
  "x-envoy-auth-partial-body",
  "x-envoy-mine",
];

/** A request that a filter changes so that Envoy does not send it. */
function unsent(name: string, commands: string): Scenario {
  const script = `request-headers: ${commands}\nresponse-headers: args; pairs-map 2\n${LOG}`;
  return { name, script, steps: [{ at: "request", end: true }] };
}

/** A request that a filter changes before it reaches the router. */
function routed(name: string, commands: string): Scenario {
  const script = `request-headers: ${commands}\n${LOG}`;
  return { name, script, steps: [{ at: "request", end: true }, OK] };
}

/** How Envoy's router treats requests that filters have changed. */
export const ROUTING: Scenario[] = [
  unsent(
    "a request whose path loses its slash is not found",
    "replace-map 0 :path other",
  ),
  unsent(
    "a request whose path a filter empties is not found",
    "replace-map 0 :path",
  ),
  unsent("a request with a query but no path", "replace-map 0 :path ?a"),
  unsent(
    "a request that loses its forwarded protocol is not found",
    "remove-map 0 x-forwarded-proto",
  ),
  unsent(
    "a request whose forwarded protocol a filter empties is not found",
    "replace-map 0 x-forwarded-proto",
  ),
  unsent(
    "a request that a filter turns into a CONNECT lacks its protocol",
    "replace-map 0 :method CONNECT",
  ),
  unsent(
    "a request that a filter turns into a CONNECT without a path is not found",
    "replace-map 0 :method CONNECT; remove-map 0 :path",
  ),
  {
    name: "a request without its method goes on with its body until it is answered",
    plugins: [
      {
        vmId: "a",
        configuration: `request-headers: remove-map 0 :method; return 1\nwake 1: effective held; continue 0\n${LOG}`,
      },
      { vmId: "b", configuration: "request-body: args" },
    ],
    steps: [
      { at: "request", method: "POST", headers: { "content-length": "3" } },
      { at: "request-data", data: "one" },
      { at: "wake", number: 1 },
    ],
  },
  routed(
    "a path with a fragment may come from a filter",
    "replace-map 0 :path /a#b",
  ),
  routed(
    "the router uses timeouts from a filter",
    "add-map 0 x-envoy-upstream-rq-timeout-ms 1000; add-map 0 x-envoy-upstream-rq-per-try-timeout-ms 500; add-map 0 x-envoy-expected-rq-timeout-ms 7; add-map 0 x-z 1",
  ),
  routed(
    "the router ignores a filter's timeout that is not a number",
    "add-map 0 x-envoy-upstream-rq-timeout-ms soon; add-map 0 x-envoy-upstream-rq-per-try-timeout-ms 99999",
  ),
  routed(
    "a request without a time limit announces none",
    "add-map 0 x-envoy-upstream-rq-timeout-ms 0; add-map 0 x-z 1",
  ),
  routed(
    "the router does not forward headers meant for itself",
    INTERNAL.filter((name) => !name.endsWith("-ms"))
      .map((name) => `add-map 0 ${name} 1`)
      .join("; "),
  ),
  routed(
    "a filter's headers about the upstream connection are sent",
    "add-map 0 connection x; add-map 0 keep-alive x; add-map 0 proxy-connection x; add-map 0 te gzip; add-map 0 expect 100-continue; add-map 0 upgrade x",
  ),
  {
    name: "a request that a filter turns into a HEAD gets no body",
    script: `request-headers: replace-map 0 :method HEAD\nresponse-headers: args\n${LOG}`,
    steps: [
      { at: "request", end: true },
      { at: "response", headers: { "content-length": "5" }, end: true },
    ],
  },
  {
    name: "a HEAD that a filter turns into a GET gets its body, which stops before the client",
    script: `request-headers: replace-map 0 :method GET\nresponse-headers: args\nresponse-body: args\n${LOG}`,
    steps: [
      { at: "request", method: "HEAD", end: true },
      { at: "response", headers: { "content-length": "5" } },
      { at: "response-data", data: "hello" },
    ],
  },
];
