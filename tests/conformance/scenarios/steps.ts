import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";

const GET: Step = { at: "request", end: true };
const POST: Step = { at: "request", method: "POST" };
const OK: Step = { at: "response", status: 200 };
const CLOSE: Step = { at: "client-close" };

function data(side: "request" | "response", ...parts: string[]): Step[] {
  return parts.map((part) => ({ at: `${side}-data`, data: part }));
}

const ALL =
  "request-headers: args; pairs-map 0\nrequest-body: args\nrequest-trailers: args\nresponse-headers: args; pairs-map 2\nresponse-body: args\nresponse-trailers: args\nlog: args\ndone: args";

/** Streams part by part: early answers, and all kinds of ends. */
export const STEPS: Scenario[] = [
  {
    name: "an answer before the request has ended has no upstream time",
    never: ["request-trailers", "response-trailers"],
    script: ALL,
    steps: [
      POST,
      ...data("request", "one"),
      OK,
      ...data("response", "two"),
      { at: "response-end" },
      ...data("request", "three"),
      CLOSE,
    ],
  },
  {
    name: "a request goes on while its answer does",
    script: ALL,
    steps: [
      POST,
      OK,
      ...data("request", "one"),
      ...data("response", "two"),
      { at: "request-end", trailers: { "x-t": "1" } },
      { at: "response-end", trailers: { "x-t": "2" } },
    ],
  },
  {
    name: "parts of a request after the end of a held answer are dropped",
    never: [
      "request-body",
      "request-trailers",
      "response-body",
      "response-trailers",
    ],
    script: `${ALL}\nresponse-headers: args; return 1`,
    steps: [
      POST,
      { at: "response", status: 200, end: true },
      ...data("request", "one"),
      { at: "request-end", trailers: { "x-t": "1" } },
      CLOSE,
    ],
  },
  {
    name: "a held request does not go on after the end of a held answer",
    script:
      "request-body: args; return 1\nresponse-headers: args; return 1\nwake 1: effective held; continue 0",
    steps: [
      POST,
      ...data("request", "one"),
      { at: "response", status: 200, end: true },
      { at: "wake", number: 1 },
      CLOSE,
    ],
  },
  {
    name: "a body that was collected and continued is no longer collected",
    never: ["request-trailers", "response-body", "response-trailers"],
    since: {
      envoy: "1.39",
      before:
        "parts after a continue are lost if a filter collected and then answers `Continue` (envoyproxy/envoy#46842, also in patches of older minors)",
    },
    script: `${ALL}\nrequest-body: args; return 1\nrequest-body 3: args; get-buffer 0 0 99\nwake 1: effective held; continue 0`,
    steps: [
      POST,
      ...data("request", "one", "two"),
      { at: "wake", number: 1 },
      ...data("request", "three"),
      { at: "request-end" },
      { at: "response", status: 200, end: true },
    ],
  },
  {
    name: "parts that come after a continue pass with the waiting ones",
    since: {
      envoy: "1.39",
      before:
        "parts after a continue are lost if a filter collected and then answers `Continue` (envoyproxy/envoy#46842, also in patches of older minors)",
    },
    script: `request-body: args; return 1\nrequest-body 2: args; set-buffer 0 0 0 new\nrequest-body 3: args; return 1\nwake 1: effective held; continue 0`,
    steps: [
      POST,
      ...data("request", "one"),
      { at: "wake", number: 1 },
      ...data("request", "two", "three"),
      { at: "wake", number: 1 },
      ...data("request", "four"),
      { at: "request-end" },
      CLOSE,
    ],
  },
  {
    name: "a collecting filter sees what another one holds",
    plugins: [
      { vmId: "a", configuration: "response-headers: return 1" },
      {
        vmId: "b",
        configuration:
          "response-body: args; get-buffer 1 0 99; return 1\nwake 1: effective held; continue 1",
      },
    ],
    steps: [
      GET,
      OK,
      ...data("response", "one"),
      { at: "wake", number: 1 },
      { at: "response-end" },
      CLOSE,
    ],
  },
  {
    name: "a body stopped after stopped headers is lost at its trailers",
    script:
      "request-headers: args; return 4\nrequest-body: args; return 2\nrequest-trailers: args\nwake 1: effective held; continue 0",
    steps: [
      POST,
      ...data("request", "one"),
      { at: "request-end", trailers: { "x-t": "1" } },
      { at: "wake", number: 1 },
      CLOSE,
    ],
  },
  {
    name: "a body that was collected and continued accepts nothing after its end",
    script:
      "request-body: args; set-buffer 0 1 0 late\nrequest-body 1: return 1\nwake 1: effective held; continue 0",
    steps: [
      POST,
      ...data("request", "one"),
      { at: "wake", number: 1 },
      { at: "request-end" },
      { at: "wake", number: 1 },
      CLOSE,
    ],
  },
  {
    name: "a part that one filter empties does not affect what another one holds",
    plugins: [
      {
        vmId: "a",
        configuration: "request-body 2: args; set-buffer 0 0 9",
      },
      {
        vmId: "b",
        configuration:
          "request-body: args; return 2\nwake 1: effective held; continue 0",
      },
    ],
    steps: [
      POST,
      ...data("request", "one", "two", "three"),
      { at: "wake", number: 1 },
      CLOSE,
    ],
  },
  {
    name: "a held answer with a length keeps it",
    script:
      "response-body: args; return 1\nwake 1: effective held; get-buffer 1 0 99; continue 1",
    steps: [
      GET,
      { at: "response", headers: { "content-length": "6" } },
      ...data("response", "one", "two"),
      { at: "wake", number: 1 },
    ],
  },
  {
    name: "a body longer than its length passes unchanged",
    script:
      "request-body: set-buffer 0 0 0 long\nresponse-body: set-buffer 1 0 0 long",
    steps: [
      { at: "request", method: "POST", headers: { "content-length": "3" } },
      ...data("request", "one"),
      { at: "response", headers: { "content-length": "3" } },
      ...data("response", "two"),
      CLOSE,
    ],
  },
  {
    name: "a body shorter than its length ends, and its receiver waits",
    script: "request-body: set-buffer 0 0 2\nresponse-body: set-buffer 1 0 2",
    steps: [
      { at: "request", method: "POST", headers: { "content-length": "3" } },
      ...data("request", "one"),
      { at: "response", headers: { "content-length": "3" } },
      ...data("response", "two"),
      CLOSE,
    ],
  },
  {
    name: "trailers after a body with a length are dropped",
    script:
      "request-headers: add-map 0 content-length 3\nresponse-headers: add-map 2 content-length 3\nrequest-trailers: args\nresponse-trailers: args",
    steps: [
      POST,
      ...data("request", "one"),
      { at: "request-end", trailers: { "x-t": "1" } },
      OK,
      ...data("response", "two"),
      { at: "response-end", trailers: { "x-t": "1" } },
    ],
  },
  {
    name: "an answer comes once the length is reached, before waiting trailers",
    never: ["response-body", "response-trailers"],
    script: `${ALL}\nrequest-headers: add-map 0 content-length 3\nrequest-trailers: args; return 1`,
    steps: [
      POST,
      ...data("request", "one"),
      { at: "request-end", trailers: { "x-t": "1" } },
      { at: "response", status: 200, end: true },
    ],
  },
  {
    name: "a property that one filter sets is available to all",
    plugins: [
      { vmId: "a", configuration: "request-headers: set-property mine 1" },
      {
        vmId: "b",
        configuration:
          "request-headers: property mine; set-property mine 2\nlog: property mine",
      },
    ],
    steps: [GET, { at: "response", status: 200, end: true }],
  },
  {
    name: "the response's code is the upstream's until the response has gone",
    plugins: [
      {
        vmId: "a",
        configuration:
          "response-headers: property response/code\nlog: property response/code",
      },
      {
        vmId: "b",
        configuration: "response-headers: replace-map 2 :status 404",
      },
    ],
    steps: [GET, { at: "response", status: 201, end: true }],
  },
  {
    name: "the effective context 0 is the context that runs",
    script: "request-headers: effective 0; get-map 0 :method",
    steps: [GET, CLOSE],
  },
  {
    name: "an upstream closes before it answers",
    never: ["request-body", "request-trailers", "response-trailers"],
    script: ALL,
    steps: [GET, { at: "upstream-close" }],
  },
  {
    name: "an upstream closes while its answer is held",
    never: [
      "request-body",
      "request-trailers",
      "response-body",
      "response-trailers",
    ],
    script: `${ALL}\nresponse-headers: args; return 1`,
    steps: [GET, OK, ...data("response", "one"), { at: "upstream-close" }],
  },
  {
    name: "an upstream closes in the middle of its answer",
    never: ["request-body", "request-trailers", "response-trailers"],
    script: ALL,
    steps: [GET, OK, ...data("response", "one"), { at: "upstream-close" }],
  },
  {
    name: "a client closes while its request is held",
    never: [
      "request-body",
      "request-trailers",
      "response-headers",
      "response-body",
      "response-trailers",
    ],
    script: `${ALL}\nrequest-headers: args; return 1`,
    steps: [POST, ...data("request", "one"), CLOSE],
  },
];
