import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";

const GET: Step = { at: "request", end: true };
const POST: Step = { at: "request", method: "POST" };
const PART: Step = { at: "request-data", data: "one" };
const OK: Step = { at: "response", status: 200 };
const WAKE: Step = { at: "wake", number: 1 };
const CLOSE: Step = { at: "client-close" };

const ALL =
  "response-headers: args\nresponse-body: args\nlog: args\ndone: args\n";

const STEPS_ALL =
  "request-headers: args; pairs-map 0\nrequest-body: args\nrequest-trailers: args\nresponse-headers: args; pairs-map 2\nresponse-body: args\nresponse-trailers: args\nlog: args\ndone: args";

/** Streams that filters end: at once, twice, and while they are logged. */
export const STREAM_ENDS: Scenario[] = [
  {
    name: "a request that goes on and is answered at once never reaches the upstream",
    script: `${ALL}request-headers: return 1\nrequest-body: local 403 no\nwake 1: effective held; continue 0`,
    steps: [POST, PART, WAKE],
  },
  {
    name: "a request that goes on and is closed at once never reaches the upstream",
    never: ["response-headers", "response-body"],
    script: `${ALL}request-headers: return 1\nwake 1: effective held; continue 0; close 0`,
    steps: [GET, WAKE],
  },
  {
    name: "a body that goes on and is closed at once reaches the waiting upstream",
    never: ["response-headers", "response-body"],
    script: `${ALL}request-body: return 1\nwake 1: effective held; continue 0; close 0`,
    steps: [POST, PART, WAKE],
  },
  {
    name: "a request that is answered and continued goes on until the answer begins",
    never: ["response-headers"],
    plugins: [
      {
        vmId: "a",
        configuration: `${ALL}request-headers: return 1\nwake 1: effective held; local 403 no; continue 0`,
      },
      {
        vmId: "b",
        configuration: `${ALL}request-headers: args\nrequest-body: args`,
      },
    ],
    steps: [POST, PART, WAKE, PART],
  },
  {
    name: "trailers continued while their request is answered go nowhere",
    script: `${ALL}request-trailers: return 1\nwake 1: effective held; local 403 no; continue 0`,
    steps: [
      POST,
      PART,
      { at: "request-end", trailers: { "x-t": "1" } },
      WAKE,
      CLOSE,
    ],
  },
  {
    name: "a stream whose request is open may be closed twice",
    never: ["response-headers", "response-body"],
    script: `${ALL}request-body: close 0; close 1`,
    steps: [POST, PART],
  },
  {
    name: "a stream whose request is open may be answered and closed",
    never: ["response-body"],
    script: `${ALL}wake 1: effective held; local 403 no; local 404 no; close 0`,
    steps: [POST, OK, WAKE, CLOSE],
  },
  {
    name: "the second of two answers from a tick bypasses the filters",
    never: ["response-body"],
    script: `${ALL}request-headers: return 1\nwake 1: effective held; local 403 no; local 404 no`,
    steps: [GET, WAKE, CLOSE],
  },
  {
    name: "a stream is closed in its response's trailers",
    never: ["response-body"],
    script: `${ALL}response-trailers: close 0; return 1`,
    steps: [GET, OK, { at: "response-end", trailers: { "x-t": "1" } }],
  },
  {
    name: "a stream whose client has gone may be closed while it is logged",
    never: ["response-headers", "response-body"],
    script: ALL.replace("log: args", "log: args; close 0"),
    steps: [GET, CLOSE],
  },
  {
    name: "a response without its status passes all filters first",
    plugins: [
      {
        vmId: "a",
        configuration: "response-headers: args; add-map 2 :status 404",
      },
      {
        vmId: "b",
        configuration: "response-headers: args; remove-map 2 :status",
      },
    ],
    steps: [GET, { at: "response", status: 200, end: true }],
  },
  {
    name: "a request without its method is logged with its timeout",
    script: "request-headers: remove-map 0 :method\nlog: pairs-map 0",
    steps: [GET, CLOSE],
  },
  {
    name: "a stream that was answered and closed is logged with the answer's status",
    script:
      "request-headers: local 403 no; property response/code; close 0\nlog: property response/code",
    steps: [GET],
  },
  {
    name: "a local response to a gRPC client keeps its own status until it is sent",
    script:
      "request-headers: local 403 no\nresponse-headers: property response/code\nlog: property response/code",
    steps: [
      {
        at: "request",
        headers: { "content-type": "application/grpc" },
        end: true,
      },
    ],
  },
  {
    name: "properties show the headers that a filter held when the stream was answered",
    script:
      "response-headers: add-map 2 x-held 1; return 1\nlog: property response/headers/x-held; property response/headers/x-own; property response/code; get-map 2 x-own; add-map 2 x-late 1; property response/headers/x-late\nwake 1: effective held; local 403 no x-own=1",
    steps: [GET, OK, WAKE, CLOSE],
  },
  {
    name: "an upstream that answered a whole request keeps its connection",
    never: ["response-body"],
    script: `${ALL}request-body: set-buffer 0 0 2\nresponse-headers: return 1`,
    steps: [
      { at: "request", method: "POST", headers: { "content-length": "3" } },
      PART,
      { at: "response", status: 200, end: true },
      CLOSE,
    ],
  },
  {
    name: "a client closes in the middle of the answer",
    never: ["request-body", "request-trailers", "response-trailers"],
    script: STEPS_ALL,
    steps: [GET, OK, { at: "response-data", data: "one" }, CLOSE],
  },
  {
    name: "host calls for a stream ended by a reset apply to the plugin",
    script: "wake 1: effective held; get-map 0 :path; local 403 no; close 0",
    steps: [POST, CLOSE, { at: "wake", number: 1 }],
  },
];
