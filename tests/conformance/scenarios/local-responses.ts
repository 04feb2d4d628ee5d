import type { Scenario } from "../scenario/scenario.ts";

/** Answers from a filter instead of the upstream. */
export const LOCAL_RESPONSES: Scenario[] = [
  {
    name: "a local response with body and headers answers a request",
    script:
      "request-headers: local 403 no x-why=because|x-two=2; get-map 0 :path; return 0\nresponse-headers: args; pairs-map 2; get-map 0 :path\nresponse-body: args; get-buffer 1 0 99",
  },
  {
    name: "a local response without a body",
    script: "request-headers: local 204\nresponse-headers: args; pairs-map 2",
  },
  {
    name: "a local response keeps its own content type",
    script: "request-headers: local 200 {} content-type=application/json",
  },
  {
    name: "a local response in a request's body",
    script: "request-body: local 400 bad\nresponse-headers: args",
    exchanges: [{ body: "question" }],
  },
  {
    name: "a local response in a response's headers",
    never: ["response-body"],
    script:
      "response-headers: local 500 instead x-own=1; pairs-map 2\nresponse-body: args",
    exchanges: [{ upstream: { body: "answer", headers: { "x-up": "1" } } }],
  },
  {
    name: "a local response after headers have gone resets the stream",
    script: "response-body: local 500 late",
    exchanges: [{ upstream: { body: ["answer", "more"] } }],
  },
  {
    name: "a local response before the request has ended closes the connection",
    script:
      "request-headers: local 401 no\nresponse-headers: pairs-map 2\nlog: pairs-map 2",
    exchanges: [{ body: ["question", "more"] }],
  },
  {
    name: "a local response in a body lets trailers be created at the end",
    script:
      "request-body: local 403 no\ndone: remove-map 1 a; remove-map 3 a; size-map 1",
    exchanges: [{ body: "question", trailers: { "x-t": "1" } }],
  },
  {
    name: "a local response to a HEAD request",
    script: "request-headers: local 403 no",
    exchanges: [{ method: "HEAD" }],
  },
  {
    name: "a local response from a tick",
    script:
      "request-headers: tick 20; return 1\ntick: effective held; tick 0; local 429 slow",
    exchanges: [{ wait: 100 }],
  },
  {
    name: "only one of two local responses counts",
    script: "request-headers: local 401 first; local 402 second",
  },
  {
    name: "a local response is changed on its way out",
    script:
      "request-headers: local 403 no\nresponse-headers: replace-map 2 :status 404; add-map 2 x-a b",
  },
  {
    name: "a local response to a gRPC client",
    script: "request-headers: local 403 no_way\nresponse-headers: pairs-map 2",
    exchanges: [{ headers: { "content-type": "application/grpc" } }],
  },
  {
    name: "a local response with a gRPC status",
    script:
      "request-headers: local 200 done x=y 9\nresponse-headers: pairs-map 2",
    exchanges: [{ headers: { "content-type": "application/grpc+proto" } }],
  },
  {
    name: "a local response from one plugin passes the plugins after it on its way back",
    plugins: [
      { configuration: "response-headers: add-map 2 x-by first" },
      {
        configuration:
          "request-headers: local 403 no\nresponse-headers: add-map 2 x-by second",
      },
      { configuration: "response-headers: add-map 2 x-by third" },
    ],
  },
];
