import { HANDLES } from "../scenario/filters.ts";
import {
  ALL,
  ANSWERED,
  ANSWERING,
  BEGUN,
  BETWEEN_ANSWERS,
  CLOSE,
  EMPTY,
  ENDS,
  GET,
  HELD_TWICE,
  HOLDING,
  OK,
  POST,
  REQUEST,
  REQUEST_END,
  REQUEST_TRAILERS,
  RESPONSE,
  RESPONSE_END,
  RESPONSE_TRAILERS,
  SECOND_ANSWERED,
  SWITCHED,
  THIRD_ANSWERED,
  UPGRADES,
  UPSTREAM_CLOSE,
  WAKE,
  WEBSOCKET,
  WHOLE,
  data,
  handler,
} from "../scenario/handler-steps.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** A method whose request goes on while it waits. */
const GONE_ON = "on-request: continue-request; ask /held";

/** Handlers: what they wait for, and how far their messages are meanwhile. */
export const HANDLERS: Scenario[] = [
  handler(
    "a handler's method holds all of its request while it waits for a call",
    `on-request: add-map 0 x-early 1; ask /held; add-map 0 x-late 1; get-map 0 :path\n${ENDS}`,
    [...REQUEST, ANSWERED, ...RESPONSE],
  ),
  handler(
    "a handler's method holds all of its response while it waits for a call",
    `on-response: add-map 2 x-early 1; ask /held; add-map 2 x-late 1; get-map 2 :status\n${ENDS}`,
    [...WHOLE, ANSWERED],
  ),
  handler(
    "a handler waits in both directions, several times",
    `on-request: ask /held; ask /held2; deep 5 /held3; add-map 0 x-asked 3\non-response: ask /held; deep 3 /held2; add-map 2 x-asked 2\n${ENDS}`,
    [
      ...REQUEST,
      ANSWERED,
      SECOND_ANSWERED,
      THIRD_ANSWERED,
      OK,
      ...data("response", "three"),
      ANSWERED,
      SECOND_ANSWERED,
      RESPONSE_END,
    ],
  ),
  handler(
    "a handler's calls are answered, denied, cut off and late, and each says how",
    `on-request: ask /one; ask /404; ask /503; ask /trailers; ask /reset; ask /garbage; ask /break; ask /never 60; ask /half 120\n${ENDS}`,
    [GET, EMPTY],
  ),
  handler(
    "a handler's calls begin together, and the first that is there goes on",
    `on-request: begin /held; begin /held2; begin /held3; first; answer 1; answer 0; answer 2; answer 1; first`,
    [GET, SECOND_ANSWERED, THIRD_ANSWERED, ANSWERED, EMPTY],
  ),
  handler(
    "a call that a handler began and never waits for is answered after its end",
    `on-request: begin /held; add-map 0 x-begun 1\non-response: answer 0`,
    [GET, EMPTY, ANSWERED],
  ),
  handler(
    "a method that waits for what the other one waits for throws",
    `on-request: continue-request; begin /held; answer 0\non-response: answer 0`,
    [GET, EMPTY, CLOSE],
  ),
  {
    name: "a handler sleeps in both directions",
    filter: HANDLES,
    script: `on-request: sleep 30; add-map 0 x-slept 1; sleep 1\non-response: sleep 20; add-map 2 x-slept 1\n${ENDS}`,
    exchanges: [
      { body: "question", upstream: { body: "answer" }, wait: 120 },
      { path: "/again", upstream: { body: "answer" }, wait: 120 },
    ],
  },
  {
    name: "a handler waits for gRPC calls",
    filter: HANDLES,
    script:
      "on-request: ask-grpc Say; ask-grpc Deny; ask-grpc Bare; ask-grpc Reset; add-map 0 x-asked 1\non-response: ask-grpc Say; add-map 2 x-asked 1",
    exchanges: [{ body: "question", upstream: { body: "answer" } }],
  },
  handler(
    "a request is answered after a wait, and the answer has a method of its own",
    `on-request: ask /held; respond 403 denied\non-response: add-map 2 x-seen 1; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [...BEGUN, ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "a response is replaced after a wait",
    `on-response: ask /held; respond 503 sorry\n${ENDS}`,
    [...ANSWERING, ANSWERED, CLOSE],
  ),
  handler(
    "a request is answered, and its method waits once more",
    `on-request: respond 403 denied; ask /held; add-map 0 x-late 1; respond 404 again\n${ENDS}`,
    [GET, ANSWERED, CLOSE],
  ),
  handler(
    "a request is answered, and its method answers again while the answer waits",
    `on-request: respond 403 first; ask /held; respond 404 second\non-response: ask /held2; get-map 2 :status; add-map 2 x-late 1\n${ENDS}`,
    [GET, ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "of several answers of a method the first counts",
    `on-request: respond 403 first; respond 404 second\non-response: get-map 2 :status; respond 503 third; respond 504 fourth\n${ENDS}`,
    [GET, CLOSE],
  ),
  handler(
    "of several answers of a method after a wait the first counts",
    `on-request: ask /held; respond 403 first; respond 404 second\n${ENDS}`,
    [GET, ANSWERED, CLOSE],
  ),
  handler(
    "of several answers to a response the first counts",
    `on-response: collect 2; collect 2; respond 503 second\n${ENDS}`,
    [GET, { at: "response", headers: { "content-length": "3" } }, CLOSE],
  ),
  handler(
    "a request whose body goes on is answered after a wait",
    `on-request: next; ask /held; respond 422 no\n${ENDS}`,
    [...BEGUN, ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered before the upstream answers",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; add-map 2 x-seen 1\n${ENDS}`,
    [GET, ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered, and the answer waits in its own method",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [...BEGUN, ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered after an interim response",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; add-map 2 x-seen 1\n${ENDS}`,
    [GET, { at: "response", status: 103, end: true }, ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered while the upstream's answer waits",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [GET, OK, ...data("response", "three"), ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered while the upstream's whole answer waits",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [GET, EMPTY, ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is answered while the upstream's answer passes",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; add-map 2 x-seen 1\n${ENDS}`,
    [...ANSWERING, ANSWERED, CLOSE],
  ),
  handler(
    "a request that has gone on is not answered once the upstream's answer has ended",
    `${GONE_ON}; respond 418 denied\non-response: get-map 2 :status; add-map 2 x-seen 1\n${ENDS}`,
    [...BEGUN, OK, RESPONSE_END, ANSWERED, CLOSE],
  ),
  handler(
    "a tick answers a request that has gone on, and whose method waits",
    `${GONE_ON}\nwake 1: respond 418 ticked\non-response: get-map 2 :status; add-map 2 x-seen 1\n${ENDS}`,
    [GET, WAKE, ANSWERED, CLOSE],
  ),
  handler(
    "a stream is closed after a wait, and nothing more of it runs",
    `on-request: ask /held; close-request; ask /held; get-map 0 :path\n${ENDS}`,
    [...BEGUN, ANSWERED, ANSWERED],
  ),
  handler(
    "a response is closed after a wait",
    `on-response: ask /held; close-response\n${ENDS}`,
    [...ANSWERING, ANSWERED],
  ),
  handler(
    "a request goes on early while its method does",
    `on-request: add-map 0 x-early 1; continue-request; continue-request; ask /held; add-map 0 x-late 1; continue-request\n${ENDS}`,
    [...REQUEST, ANSWERED, ...RESPONSE],
  ),
  handler(
    "a request goes on after a first wait and before a second one",
    `on-request: ask /held; continue-request; ask /held2; get-map 0 :path\n${ENDS}`,
    BETWEEN_ANSWERS,
  ),
  handler(
    "a response goes on after a first wait and before a second one",
    `on-response: ask /held; continue-response; ask /held2; get-map 2 :status\n${ENDS}`,
    [
      ...ANSWERING,
      ANSWERED,
      ...data("response", "four"),
      RESPONSE_END,
      SECOND_ANSWERED,
    ],
  ),
  handler(
    "a method that outlives its stream runs no further",
    `on-request: continue-request; ask /held; get-map 0 :path\n${ENDS}`,
    [GET, EMPTY, CLOSE, ANSWERED],
  ),
  handler(
    "a client leaves in the middle of a wait of its request",
    `on-request: ask /held; get-map 0 :path\n${ENDS}`,
    [...BEGUN, CLOSE, ANSWERED],
  ),
  handler(
    "a client leaves in the middle of a wait of its response",
    `on-request: collect 9\non-response: ask /held; get-map 2 :status\n${ENDS}`,
    [...ANSWERING, CLOSE, ANSWERED],
  ),
  handler(
    "a client leaves while a body is collected",
    `on-request: collect 9; get-buffer 0 0 99\n${ENDS}`,
    [...BEGUN, CLOSE],
  ),
  handler(
    "the upstream leaves in the middle of a wait of its response",
    `on-response: ask /held; add-map 2 x-late 1\n${ENDS}`,
    [...ANSWERING, UPSTREAM_CLOSE, ANSWERED, CLOSE],
  ),
  handler(
    "the upstream leaves while its response is collected",
    `on-response: collect 99; get-buffer 1 0 99\n${ENDS}`,
    [...ANSWERING, UPSTREAM_CLOSE],
  ),
  handler(
    "the upstream leaves before it has answered, and the proxy's answer has its method",
    `on-request: collect 9\non-response: ask /held; add-map 2 x-late 1; collect 99\n${ENDS}`,
    [GET, UPSTREAM_CLOSE, ANSWERED, CLOSE],
  ),
  handler(
    "the upstream answers while the request's body is collected",
    "on-request: collect 99; add-map 0 x-late 1; set-body changed\non-response: add-map 2 x-seen 1",
    [
      ...BEGUN,
      OK,
      ...data("request", "two"),
      REQUEST_END,
      ...data("response", "three"),
      RESPONSE_END,
    ],
  ),
  handler(
    "the upstream answers, and its answer ends, while the request's parts wait",
    `on-request: next; ask /held; next\n${ENDS}`,
    [...BEGUN, OK, RESPONSE_END, ANSWERED, ...data("request", "two"), CLOSE],
  ),
  handler(
    "a tick answers a stream that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: respond 403 ticked\n${ENDS}`,
    [...BEGUN, WAKE, ANSWERED, CLOSE],
  ),
  handler(
    "a tick closes a stream that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: close-request\n${ENDS}`,
    [...BEGUN, WAKE, ANSWERED],
  ),
  handler(
    "a tick lets a request go on that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: continue-request; continue-request\n${ENDS}`,
    [...BEGUN, WAKE, ANSWERED, REQUEST_END, EMPTY],
  ),
  handler(
    "a tick lets a response go on that waits",
    `on-response: ask /held; add-map 2 x-late 1\nwake 1: continue-response; continue-response\n${ENDS}`,
    [...ANSWERING, WAKE, ANSWERED, RESPONSE_END],
  ),
  handler(
    "a tick lets a request go on whose body is collected",
    `on-request: collect 99; get-buffer 0 0 99; collect 99\nwake 1: continue-request\n${ENDS}`,
    [...BEGUN, WAKE, REQUEST_END, CLOSE],
  ),
  handler(
    "a tick lets a message go on whose method has ended",
    `on-request: ask /one\nwake 1: continue-request; continue-response; respond 403 late\n${ENDS}`,
    [POST, OK, ...data("response", "three"), WAKE, CLOSE],
  ),
  handler(
    "a throw after a wait ends the stream",
    `on-request: ask /held; throw\n${ENDS}`,
    [...BEGUN, ANSWERED, CLOSE],
    { never: ["log", "done"] },
  ),
  handler(
    "a trap in a part of a body ends the stream",
    `on-response: next; trap\n${ENDS}`,
    [...ANSWERING, CLOSE],
    { never: ["log", "done"] },
  ),
  handler(
    "a response to HEAD waits for its body in vain",
    `on-response: collect 99; add-map 2 x-late 1; ask /held; add-map 2 x-later 1`,
    [
      { at: "request", method: "HEAD", end: true },
      { at: "response", headers: { "content-length": "5" }, end: true },
      ANSWERED,
    ],
  ),
  handler(
    "a response to HEAD has no parts and no trailers, and its method holds it",
    `on-response: next; trailers; ask /held; add-map 2 x-late 1`,
    [
      { at: "request", method: "HEAD", end: true },
      { at: "response", headers: { "transfer-encoding": "chunked" } },
      ANSWERED,
    ],
  ),
  handler(
    "a response to HEAD is below each limit, whatever its length",
    `on-response: collect 4; add-map 2 x-late 1\n${ENDS}`,
    [
      { at: "request", method: "HEAD", end: true },
      { at: "response", headers: { "content-length": "5" }, end: true },
    ],
  ),
  ...[99, 204, 304].map((status) =>
    handler(
      `a response of ${status} has no body to wait for`,
      `on-response: collect 9; next; trailers; ask /held; add-map 2 x-late 1`,
      [GET, { at: "response", status, end: true }, ANSWERED],
    ),
  ),
  handler(
    "a response of 304 has no body, whatever its length",
    `on-response: collect 4; add-map 2 x-late 1\n${ENDS}`,
    [
      GET,
      {
        at: "response",
        status: 304,
        headers: { "content-length": "5" },
        end: true,
      },
    ],
  ),
  handler(
    "interim responses pass by a handler, whether it waits or not",
    `on-request: collect 99; ask /held\non-response: get-map 2 :status; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [
      { at: "request", method: "POST", headers: { expect: "100-continue" } },
      { at: "response", status: 100, end: true },
      ...data("request", "one"),
      { at: "response", status: 103, headers: { link: "a" }, end: true },
      REQUEST_END,
      ANSWERED,
      { at: "response", status: 103, headers: { link: "b" }, end: true },
      OK,
      SECOND_ANSWERED,
      RESPONSE_END,
    ],
  ),
  handler(
    "a handler waits as a connection is upgraded, and has parts of both directions",
    `on-request: ask /held; add-map 0 x-late 1; parts <\non-response: ask /held2; add-map 2 x-late 1; parts >\n${ENDS}`,
    [
      WEBSOCKET,
      ANSWERED,
      SWITCHED,
      SECOND_ANSWERED,
      ...data("request", "one"),
      ...data("response", "two"),
      ...data("request", "three"),
      CLOSE,
    ],
    UPGRADES,
  ),
  handler(
    "a handler of an upgraded connection waits for its parts, and for calls in between",
    `on-request: next; end\non-response: parts < /held\n${ENDS}`,
    [
      WEBSOCKET,
      SWITCHED,
      ...data("request", "one", "two"),
      ...data("response", "three"),
      ANSWERED,
      ...data("response", "four", "five"),
      ANSWERED,
      ANSWERED,
      UPSTREAM_CLOSE,
    ],
    UPGRADES,
  ),
  handler(
    "a handler of an upgraded connection ends its wait by a limit, and refuses an upgrade",
    `on-request: begin /held; collect 99 0; add-map 0 x-late 1\non-response: ask /held2; respond 403 denied\n${ENDS}`,
    [WEBSOCKET, ANSWERED, SWITCHED, SECOND_ANSWERED, CLOSE],
    UPGRADES,
  ),
  handler(
    "a server that refuses an upgrade answers as elsewhere",
    `on-request: begin /held; next\non-response: collect 99; ask /held; add-map 2 x-late 1\n${ENDS}`,
    [
      WEBSOCKET,
      { at: "response", status: 426 },
      ...data("response", "no"),
      RESPONSE_END,
      ANSWERED,
      CLOSE,
    ],
    UPGRADES,
  ),
  handler(
    "a handler waits between two filters that see what it lets go on",
    [
      ALL,
      `on-request: ask /held; add-map 0 x-late 1; collect 99; set-body changed\non-response: collect 99; set-body changed`,
      ALL,
    ],
    [
      POST,
      ...data("request", "one", "two"),
      ANSWERED,
      REQUEST_TRAILERS,
      ...RESPONSE,
    ],
  ),
  handler(
    "two handlers wait one after the other",
    [
      "on-request: ask /held; add-map 0 x-a 1; parts a\non-response: ask /held3; parts a",
      "on-request: ask /held2; add-map 0 x-b 1; parts b\non-response: parts b; trailers",
    ],
    [
      ...BEGUN,
      ANSWERED,
      ...data("request", "two"),
      SECOND_ANSWERED,
      REQUEST_TRAILERS,
      OK,
      ...data("response", "three"),
      THIRD_ANSWERED,
      ...data("response", "four"),
      RESPONSE_TRAILERS,
    ],
  ),
  handler(
    "a filter holds what a handler lets go on",
    [
      "on-request: collect 99; ask /held; set-body changed",
      "request-headers: args; return 1\nrequest-body: args; get-buffer 0 0 99\nwake 1: effective held; continue 0",
    ],
    HELD_TWICE,
  ),
  handler(
    "a filter holds what comes to a handler",
    [
      "request-headers: args; return 1\nwake 1: effective held; continue 0",
      "on-request: collect 99; ask /held; set-body changed",
    ],
    HELD_TWICE,
  ),
  handler(
    "a handler answers a request that another one holds",
    [
      `on-request: next; end\non-response: ask /held2; add-map 2 x-a 1\n${ENDS}`,
      `on-request: ask /held; respond 403 denied\non-response: add-map 2 x-b 1\n${ENDS}`,
    ],
    [...BEGUN, ANSWERED, SECOND_ANSWERED, CLOSE],
  ),
  handler(
    "where headers may be held alone, a handler waits as elsewhere",
    "on-request: ask /held; add-map 0 x-late 1; collect 99; set-body changed\non-response: ask /held; collect 99; set-body changed",
    [...BEGUN, ANSWERED, REQUEST_END, ...RESPONSE, ANSWERED],
    HOLDING,
  ),
];
