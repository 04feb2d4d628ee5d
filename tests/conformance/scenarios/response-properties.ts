import { HTTP_PHASES, inEach } from "../scenario/phases.ts";
import type { Scenario } from "../scenario/scenario.ts";

const WHY =
  "property response/code; property response/flags; property response/code_details; property response/grpc_status";
/** Removes the upstream's milliseconds, which have one digit or two. */
const UNTIMED = "remove-map 2 x-envoy-upstream-service-time";
const TOTAL = `${UNTIMED}; property response/total_size; property response/trailers; property response/trailers/x-t`;
const TIMES =
  "has-property request/duration; has-property response/backend_latency";

const TRAILERS = { body: "answer", trailers: { "x-t": "2" } };
const SIZED = [
  { body: "question", upstream: { body: "answer" } },
  { body: "question", trailers: { "x-t": "1" }, upstream: TRAILERS },
  { method: "HEAD", upstream: { headers: { "content-length": "6" } } },
];
const MESSAGES = [...SIZED, { upstream: { status: 204 } }];

/** What a filter can read about a response besides its parts. */
export const RESPONSE_PROPERTIES: Scenario[] = [
  {
    name: "why a response is what it is",
    script: inEach(HTTP_PHASES, WHY),
    exchanges: MESSAGES,
  },
  {
    name: "the sizes and trailers of a response",
    script: inEach(HTTP_PHASES, TOTAL),
    exchanges: SIZED,
  },
  {
    name: "which times of a stream are available",
    script: inEach(HTTP_PHASES, TIMES),
    exchanges: MESSAGES,
  },
  {
    name: "a property of absent headers is empty",
    script:
      "request-headers: property response/headers; property response/trailers\nresponse-headers: property request/headers\ndone: property request/headers; property response/headers",
  },
  {
    name: "why a response is a filter's answer",
    script: `request-headers: local 403 body de_tails\nresponse-headers: ${WHY}; ${TIMES}\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a response is a filter's answer instead of it",
    script: `response-headers: local 503; ${WHY}\nlog: ${WHY}; ${TIMES}`,
    exchanges: [{}, { upstream: { body: "answer" } }],
  },
  {
    name: "why a response is a filter's answer instead of its body",
    plugins: [
      {
        allowOnHeadersStopIteration: true,
        configuration: `response-headers: return 1\nresponse-body: local 503; ${WHY}\nlog: ${WHY}; ${TIMES}`,
      },
    ],
    exchanges: [{ upstream: { body: "answer" } }],
  },
  {
    name: "why a response broke off when a filter answers in the middle of it",
    script: `response-body: local 503; ${WHY}\nlog: ${WHY}; ${TIMES}`,
    steps: [
      { at: "request", end: true },
      { at: "response" },
      { at: "response-data", data: "one" },
    ],
  },
  {
    name: "why a stream has no response when a filter answers and closes it",
    plugins: [
      {
        configuration: `request-body: local 403 body because; close 0\nlog: ${WHY}; ${TIMES}`,
      },
    ],
    accessLoggers: [{ configuration: `access-log: ${WHY}; ${TIMES}` }],
    steps: [
      { at: "request", method: "POST" },
      { at: "request-data", data: "a" },
    ],
  },
  {
    name: "why a stream has no response when a filter closes it",
    script: `request-headers: close 0; ${WHY}\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a response broke off when a filter closes it",
    script: `response-headers: close 1; ${WHY}\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a request has no route",
    script: `request-headers: remove-map 0 :path\nresponse-headers: ${WHY}\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a request without a method is not sent",
    script: `request-headers: remove-map 0 :method\nresponse-headers: ${WHY}\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a response without a status is not sent",
    script: `response-headers: remove-map 2 :status\nlog: ${WHY}; ${TIMES}`,
  },
  {
    name: "why a stream fails when its VM has",
    plugins: [
      { vmId: "a", configuration: `response-headers: ${WHY}\nlog: ${WHY}` },
      { vmId: "b", configuration: "request-headers: throw" },
    ],
  },
  {
    name: "the gRPC status of a response, which may be absent",
    never: ["request-body", "request-trailers"],
    script: inEach(HTTP_PHASES, "property response/grpc_status"),
    exchanges: [
      { upstream: { body: "a", trailers: { "grpc-status": "5" } } },
      { upstream: { headers: { "grpc-status": "7" } } },
      { upstream: { status: 404, headers: { "grpc-status": "" } } },
      { upstream: { headers: { "grpc-status": "bad" } } },
      { upstream: { headers: { "grpc-status": "16" } } },
      { upstream: { headers: { "grpc-status": "17" } } },
      { upstream: { headers: { "grpc-status": "-1" } } },
      ...[400, 401, 403, 429, 500, 502, 503, 504].map((status) => ({
        upstream: { status },
      })),
    ],
  },
  {
    name: "why a stream ends when its client goes",
    script: `request-headers: return 4; ${WHY}\nlog: ${WHY}; ${TIMES}`,
    steps: [{ at: "request", end: true }, { at: "client-close" }],
  },
  {
    name: "why a stream ends when its client goes in the middle of the answer",
    script: `log: ${WHY}; ${TIMES}`,
    steps: [
      { at: "request", end: true },
      { at: "response" },
      { at: "response-data", data: "one" },
      { at: "client-close" },
    ],
  },
  {
    name: "why an upstream has not answered",
    script: `response-headers: ${WHY}\nlog: ${WHY}; ${TIMES}`,
    steps: [{ at: "request", end: true }, { at: "upstream-close" }],
  },
  {
    name: "why an answer broke off",
    script: `response-headers: ${WHY}\nlog: ${WHY}; ${TIMES}`,
    steps: [
      { at: "request", end: true },
      { at: "response" },
      { at: "response-data", data: "one" },
      { at: "upstream-close" },
    ],
  },
  {
    name: "why an answer with a length broke off",
    script: `log: ${WHY}; ${TIMES}`,
    steps: [
      { at: "request", end: true },
      { at: "response", headers: { "content-length": "6" } },
      { at: "response-data", data: "one" },
      { at: "upstream-close" },
    ],
  },
  {
    name: "why an answer broke off while a filter held it",
    script: `response-headers: return 1; ${WHY}\nlog: ${WHY}; ${TIMES}`,
    steps: [
      { at: "request", end: true },
      { at: "response" },
      { at: "upstream-close" },
    ],
  },
  {
    name: "why a waiting message is too large",
    script: `request-body: return 1\nresponse-headers: ${WHY}\nlog: ${WHY}; ${TIMES}`,
    exchanges: [{ body: "a".repeat((1 << 20) + 1) }],
  },
  {
    name: "why a waiting answer is too large",
    script: `response-headers: ${WHY}\nresponse-body: return 1\nlog: ${WHY}; ${TIMES}`,
    exchanges: [{ upstream: { body: "a".repeat((1 << 20) + 1) } }],
  },
];
