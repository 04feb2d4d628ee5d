import { HTTP_PHASES, inEach } from "../scenario/phases.ts";
import type { Scenario } from "../scenario/scenario.ts";

const EVERY_ARGS = inEach(["configure", ...HTTP_PHASES], "args");

/** Plugins and streams from their beginning to their end. */
export const LIFECYCLE: Scenario[] = [
  { name: "a filter that does nothing" },
  {
    name: "callbacks come in order",
    never: [
      "request-body",
      "request-trailers",
      "response-body",
      "response-trailers",
    ],
    script: EVERY_ARGS,
  },
  {
    name: "callbacks come in order with bodies",
    never: ["request-trailers", "response-trailers"],
    script: EVERY_ARGS,
    exchanges: [{ body: "question", upstream: { body: "answer" } }],
  },
  {
    name: "callbacks come in order with bodies in parts",
    never: ["request-trailers", "response-trailers"],
    script: EVERY_ARGS,
    exchanges: [
      { body: ["one", "two"], upstream: { body: ["three", "four"] } },
    ],
  },
  {
    name: "callbacks come in order with trailers",
    script: EVERY_ARGS,
    exchanges: [
      {
        body: "question",
        trailers: { "x-request-trailer": "1" },
        upstream: { body: "answer", trailers: { "x-trailer": "2" } },
      },
    ],
  },
  {
    name: "a HEAD request",
    never: [
      "request-body",
      "request-trailers",
      "response-body",
      "response-trailers",
    ],
    script: EVERY_ARGS,
    exchanges: [{ method: "HEAD" }],
  },
  {
    name: "several streams, one after another",
    script: "request-headers: args\nresponse-headers: add-map 2 x-a b",
    exchanges: [{}, { path: "/second" }, { upstream: { status: 404 } }],
  },
  {
    name: "a text configuration with multi-byte characters",
    script:
      "configure: args; property plugin_name; get-buffer 7 0 50\nnote: é€😀",
  },
  {
    name: "a configuration of bytes that are not text",
    plugins: [{ configuration: Uint8Array.from([0xff, 0, 0xfe, 0x61]) }],
  },
  {
    name: "a configuration of bytes with a NUL",
    plugins: [{ configuration: Uint8Array.from([0x61, 0, 0x62]) }],
    filter: "tests/conformance/filters/configured.ts",
  },
  {
    name: "no configuration",
    plugins: [{}],
    filter: "tests/conformance/filters/configured.ts",
  },
  {
    name: "the configurations of the plugin and the VM, in the callbacks that have them",
    plugins: [
      {
        vmConfiguration: "of the VM",
        configuration:
          "configure: get-buffer 6 0 100; get-buffer 7 0 9; status-buffer 7; status-buffer 6\nrequest-headers: get-buffer 6 0 100; get-buffer 7 0 9; status-buffer 7; tick 10; return 1\ntick: tick 0; get-buffer 7 0 9; effective held; continue 0",
      },
    ],
    exchanges: [{ wait: 400 }],
  },
  {
    name: "a plugin that refuses its configuration",
    script: "configure: return 0",
    refused: true,
  },
  {
    name: "a root id that is not registered",
    plugins: [{ rootId: "unknown" }],
    refused: true,
  },
  {
    name: "a configuration that traps",
    script: "configure: throw",
    refused: true,
  },
  {
    name: "the names of the plugin, its root id and its VM are properties",
    plugins: [
      {
        rootId: "other",
        vmId: "named",
        configuration:
          "configure: property plugin_name; property plugin_root_id; property plugin_vm_id\nrequest-headers: property plugin_name; property plugin_root_id; property plugin_vm_id; property plugin_name/; property plugin_name/more; property absent",
      },
    ],
  },
  {
    name: "two plugins in one VM have their own contexts",
    plugins: [
      { vmId: "one", configuration: "response-headers: add-map 2 x-by first" },
      {
        vmId: "one",
        rootId: "other",
        configuration: "response-headers: add-map 2 x-by second",
      },
      { vmId: "one", configuration: "request-headers: add-map 0 x-by third" },
    ],
    exchanges: [{}, {}],
  },
  {
    name: "a request passes plugins in order, its response in reverse",
    never: ["request-trailers", "response-trailers"],
    plugins: [
      { configuration: EVERY_ARGS },
      { configuration: EVERY_ARGS, rootId: "other" },
    ],
    exchanges: [{ body: "question", upstream: { body: "answer" } }],
  },
  {
    name: "StopIteration for a request waits for continue",
    script: `request-headers: tick 10; return 1\n${resume(0, "add-map 0 x-tick 1; get-map 0 :path;")}`,
    exchanges: [{ wait: 400 }],
  },
  {
    name: "StopIteration for a request holds the body as well",
    script: `request-headers: args; tick 300; return 1\nrequest-body: args; status-buffer 0; get-buffer 0 0 99\n${resume(0)}`,
    exchanges: [{ wait: 400, body: ["one", "two"] }],
  },
  {
    name: "StopIteration for a request holds body and trailers",
    script: `request-headers: args; tick 300; return 1\nrequest-body: args; get-buffer 0 0 99\nrequest-trailers: args; pairs-map 1\n${resume(0)}`,
    exchanges: [{ wait: 400, body: "one", trailers: { "x-t": "1" } }],
  },
  {
    name: "StopIteration for the headers only lets the body callbacks run",
    plugins: [
      {
        allowOnHeadersStopIteration: true,
        configuration:
          "request-headers: args; return 1\nrequest-body: args; get-map 0 :path; replace-map 0 x-late 1",
      },
    ],
    exchanges: [{ body: ["one", "two"] }],
  },
  {
    name: "StopAllIterationAndBuffer for a request waits for continue",
    script: `request-headers: tick 300; return 3\nrequest-body: args\n${resume(0)}`,
    exchanges: [{ wait: 400, body: ["one", "two"] }],
  },
  {
    name: "StopAllIterationAndWatermark for a request waits for continue",
    script: `request-headers: tick 300; return 4\nrequest-body: args\n${resume(0)}`,
    exchanges: [{ wait: 400, body: ["one", "two"] }],
  },
  {
    name: "ContinueAndEndStream for headers continues",
    script: "request-headers: return 2\nresponse-headers: return 2",
    exchanges: [{ body: "question", upstream: { body: "answer" } }],
  },
  {
    name: "an unknown headers status waits for continue",
    script: `request-headers: tick 10; return 99\n${resume(0)}`,
    exchanges: [{ wait: 400 }],
  },
  {
    name: "StopIteration for a response waits for continue",
    script: `response-headers: tick 300; return 1\nresponse-body: args\n${resume(1, "add-map 2 x-tick 1; get-map 2 :status;")}`,
    exchanges: [{ wait: 400, upstream: { body: ["one", "two"] } }],
  },
  {
    name: "a closed request is reset",
    script: "request-headers: close 0; return 1",
  },
  {
    name: "a closed response is reset",
    script: "response-headers: close 1; return 1",
  },
  {
    name: "unknown stream types are refused",
    script:
      "request-headers: continue 2; continue 3; continue 4; close 2; close 4; effective 9999",
  },
  {
    name: "proxy_done is refused when nothing was deferred",
    script: "configure: end\nrequest-headers: end; effective 1; end",
  },
  {
    name: "lines below the proxy's log level are dropped, unknown levels refused",
    script:
      "request-headers: log 0 trace; log 1 debug; log 2 info; log 3 warn; log 4 error; log 5 critical; log 6 off; log-level; status",
  },
];

function resume(stream: number, before = ""): string {
  return `tick: effective held; tick 0; ${before} continue ${stream}; get-map 0 :path; add-map 0 a b`;
}
