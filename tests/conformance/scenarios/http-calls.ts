import type { Scenario } from "../scenario/scenario.ts";

const to = (path: string, more = "") =>
  `:method=GET|:path=${path}|:authority=calls.test${more}`;

const READ =
  "args; status; pairs-map 6; pairs-map 7; size-map 6; size-map 7; status-buffer 4; get-buffer 4 0 99";

const RESUME = "effective held; continue 0";

/** A request that waits for a call; `answer` is what the filter does then. */
function waiting(name: string, call: string, answer: string): Scenario {
  return {
    name,
    script: [
      `request-headers: ${call}; return 1`,
      `http-answer: ${answer}; ${RESUME}`,
      "response-headers: args",
    ].join("\n"),
  };
}

/** HTTP calls of filters, and all the ways in which they end. */
export const HTTP_CALLS: Scenario[] = [
  waiting(
    "an HTTP call is answered in the plugin and continues the stream",
    `http calls 1000 ${to("/hello")}`,
    READ,
  ),
  waiting(
    "an HTTP call returns the headers of its answer",
    `http calls 1000 ${to("/headers")}`,
    `${READ}; get-map 6 X-Two; get-map 6 absent; get-map 7 absent`,
  ),
  waiting(
    "an HTTP call returns the trailers of its answer",
    `http calls 1000 ${to("/trailers")}`,
    `${READ}; get-map 7 x-end`,
  ),
  waiting(
    "an HTTP call returns an answer without a body",
    `http calls 1000 ${to("/404")}`,
    READ,
  ),
  waiting(
    "an HTTP call returns a server's own 503",
    `http calls 1000 ${to("/503")}`,
    READ,
  ),
  waiting(
    "an HTTP call returns a server's own 502",
    `http calls 1000 ${to("/502")}`,
    READ,
  ),
  waiting(
    "an HTTP call returns a server's own 504",
    `http calls 1000 ${to("/504")}`,
    READ,
  ),
  waiting(
    "an HTTP call whose answer is not HTTP gets the proxy's own 502",
    `http calls 1000 ${to("/garbage")}`,
    READ,
  ),
  waiting(
    "an HTTP call returns an answer of 100 headers",
    `http calls 1000 ${to("/hundred")}`,
    "args",
  ),
  waiting(
    "an HTTP call whose answer has more than 100 headers gets the proxy's own 502",
    `http calls 1000 ${to("/many")}`,
    READ,
  ),
  waiting(
    "an HTTP call that times out gets the proxy's own 504",
    `http calls 60 ${to("/never")}`,
    READ,
  ),
  waiting(
    "an HTTP call whose answer times out half-way gets none",
    `http calls 120 ${to("/half")}`,
    READ,
  ),
  waiting(
    "an HTTP call whose answer breaks off gets none",
    `http calls 1000 ${to("/break")}`,
    READ,
  ),
  waiting(
    "an HTTP call that is reset gets the proxy's own 503",
    `http calls 1000 ${to("/reset")}`,
    READ,
  ),
  {
    ...waiting(
      "an HTTP call to a closed port gets the proxy's own 503",
      `http closed 1000 ${to("/")}`,
      READ,
    ),
    since: { envoy: "1.38", before: "the 503 also says why connecting failed" },
  },
  waiting(
    "an HTTP call without a timeout is answered",
    `http calls 0 ${to("/hello")}`,
    READ,
  ),
  waiting(
    "an HTTP call sends headers and a body, but no trailers",
    `http calls 1000 :method=PUT|:path=/put|:authority=a.test|X-Up=1|x-up=2|content-length=99|accept=a|accept=b text x-trailer=1`,
    READ,
  ),
  waiting(
    "an HTTP call sends an empty body with the length that the filter gave",
    `http calls 1000 ${to("/own", "|x-a=")}`,
    READ,
  ),
  waiting(
    "an HTTP call with its headers in any order, and a scheme",
    `http calls 1000 x-first=1|:authority=b.test|:scheme=https|:path=/order|:method=GET`,
    READ,
  ),
  waiting(
    "an HTTP call's answer may be changed in its callback, except for the body",
    `http calls 1000 ${to("/trailers")}`,
    "add-map 6 x-new 1; set-map 7 x-n=2; remove-map 6 :status; pairs-map 6; pairs-map 7; set-buffer 4 0 3 new; get-buffer 4 0 99",
  ),
  waiting(
    "an HTTP call's answer is readable from a stream as well",
    `http calls 1000 ${to("/headers")}`,
    `effective held; ${READ}; get-map 0 :path`,
  ),
  {
    name: "an HTTP call is refused without a cluster, a path, a method or an authority",
    script: [
      `request-headers: http unknown 1000 ${to("/")}`,
      "http calls 1000 :path=/|:authority=a",
      "http calls 1000 :method=GET|:authority=a",
      "http calls 1000 :method=GET|:path=/",
      "http calls 1000",
      `http calls -1 ${to("/")}`,
      `http empty 1000 ${to("/")}`,
      `http empty 1000 ${to("/")}`,
    ].join("; "),
  },
  {
    name: "the tokens of HTTP calls count up, even for those that failed",
    script: [
      `request-headers: http empty 1000 ${to("/")}; http unknown 1000 ${to("/")}; http calls 1000 ${to("/one")}; return 1`,
      `http-answer 12: args; ${RESUME}`,
      `http-answer: args; http calls 1000 ${to("/two")}`,
    ].join("\n"),
  },
  {
    name: "the answer to an HTTP call is absent outside its callback",
    script: [
      `request-headers: ${READ}; get-map 6 :status; add-map 6 a b; http calls 1000 ${to("/hello")}; return 1`,
      `http-answer: get-map 6 :status; ${RESUME}`,
      `response-headers: ${READ}; get-map 6 :status; add-map 7 a b`,
    ].join("\n"),
  },
  {
    name: "a stream is answered from the callback of an HTTP call",
    script: [
      `request-headers: http calls 1000 ${to("/404")}; return 1`,
      "http-answer: effective held; local 403 denied x-why=call",
      "response-headers: args",
    ].join("\n"),
  },
  {
    name: "a stream is closed from the callback of an HTTP call",
    script: [
      `request-headers: http calls 1000 ${to("/404")}; return 1`,
      "http-answer: effective held; close 0",
    ].join("\n"),
  },
  {
    name: "a request changes in the callback of an HTTP call before it goes on",
    script: [
      `request-headers: http calls 1000 ${to("/hello")}; return 1`,
      "http-answer: effective held; add-map 0 x-user joe; remove-map 0 x-old; continue 0; get-map 0 x-user",
    ].join("\n"),
    exchanges: [{ headers: { "x-old": "1" } }],
  },
  {
    name: "a whole request with a body waits for an HTTP call",
    script: [
      `request-headers: http calls 1000 ${to("/hello")}; return 1`,
      `http-answer: args; ${RESUME}`,
      "request-body: args; get-buffer 0 0 99",
    ].join("\n"),
    exchanges: [{ body: "question" }],
  },
  {
    name: "a response waits for an HTTP call",
    script: [
      `response-headers: http calls 1000 ${to("/hello")}; return 1`,
      "http-answer: args; effective held; add-map 2 x-call 1; continue 1",
    ].join("\n"),
    exchanges: [{ upstream: { body: "answer" } }],
  },
  {
    name: "an HTTP call outlives its stream, whose context is then gone",
    script: [
      `request-headers /first: http calls 1000 ${to("/late")}; local 200 gone`,
      "http-answer: args; effective held; get-map 0 :path; local 500 late; continue 0",
    ].join("\n"),
    exchanges: [{ path: "/first" }, { path: "/next", pause: 150 }],
  },
  {
    name: "a plugin calls when it ticks",
    script: [
      "request-headers: tick 30; return 1",
      `tick: tick 0; http calls 1000 ${to("/tick")}`,
      `http-answer: ${READ}; ${RESUME}`,
    ].join("\n"),
    exchanges: [{ wait: 40 }],
  },
  {
    name: "a trap in the callback of an HTTP call ends the VM",
    script: [
      `request-headers: http calls 1000 ${to("/hello")}; local 200 gone`,
      "http-answer: trap",
    ].join("\n"),
    exchanges: [{}, { pause: 150 }],
  },
  {
    name: "HTTP calls that wait together each end at their own time",
    script: [
      `request-headers: http calls 200 ${to("/never")}; http calls 60 ${to("/never")}; return 1`,
      `http-answer 8: ${READ}`,
      `http-answer 4: ${READ}; ${RESUME}`,
    ].join("\n"),
  },
];
