import { HANDLES } from "../emulator.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";

const GET: Step = { at: "request", end: true };
const POST: Step = { at: "request", method: "POST" };
const OK: Step = { at: "response", status: 200 };
const EMPTY: Step = { at: "response", status: 200, end: true };
const REQUEST_END: Step = { at: "request-end" };
const RESPONSE_END: Step = { at: "response-end" };
const REQUEST_TRAILERS: Step = { at: "request-end", trailers: { "x-t": "1" } };
const RESPONSE_TRAILERS: Step = {
  at: "response-end",
  trailers: { "x-t": "2" },
};
const CLOSE: Step = { at: "client-close" };
const WAKE: Step = { at: "wake", number: 1 };
const ANSWERED: Step = { at: "answer", path: "/held" };

function data(side: "request" | "response", ...parts: string[]): Step[] {
  return parts.map((part) => ({ at: `${side}-data`, data: part }));
}

function posted(length: number): Step {
  const headers = { "content-length": String(length) };
  return { at: "request", method: "POST", headers };
}

const REQUEST = [POST, ...data("request", "one", "two"), REQUEST_TRAILERS];
const RESPONSE = [OK, ...data("response", "three", "four"), RESPONSE_TRAILERS];
const WHOLE = [...REQUEST, ...RESPONSE];

const ENDS = "log: get-map 0 :path; get-map 2 :status\ndone: get-map 0 :path";

/** Says all that comes, beside a handler. */
const ALL =
  "request-headers: args; pairs-map 0\nrequest-body: args; get-buffer 0 0 99\nrequest-trailers: args\nresponse-headers: args; pairs-map 2\nresponse-body: args; get-buffer 1 0 99\nresponse-trailers: args\nlog: args";

/** A scenario of one handler, or of several filters. */
function handler(
  name: string,
  script: string | string[],
  steps: Step[],
  more: Partial<Scenario> = {},
): Scenario {
  const filter = HANDLES;
  const scripts = typeof script === "string" ? [script] : script;
  if (scripts.length === 1) {
    return { name, filter, script: scripts[0], steps, ...more };
  }
  const plugins = scripts.map((configuration, index) => ({
    vmId: `-${index}`,
    configuration,
  }));
  return { name, filter, plugins, steps, ...more };
}

const HOLDING: Partial<Scenario> = {
  plugins: [{ allowOnHeadersStopIteration: true }],
};

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
      { at: "answer", path: "/held2" },
      { at: "answer", path: "/held3" },
      OK,
      ...data("response", "three"),
      ANSWERED,
      { at: "answer", path: "/held2" },
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
    [
      GET,
      { at: "answer", path: "/held2" },
      { at: "answer", path: "/held3" },
      ANSWERED,
      EMPTY,
    ],
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
    "collect lets the headers go on, and has a body below its limit",
    `on-request: add-map 0 x-early 1; collect 9; add-map 0 x-late 1; get-buffer 0 0 99\non-response: collect 9; get-buffer 1 0 99\n${ENDS}`,
    WHOLE,
  ),
  handler(
    "collect has a body of just its limit",
    "on-request: collect 6; set-body changed",
    [POST, ...data("request", "one", "two"), REQUEST_END, EMPTY],
  ),
  handler(
    "collect answers 413 for a request larger than its limit",
    `on-request: collect 5; ask /held; add-map 0 x-after 1\non-response: add-map 2 x-seen 1\n${ENDS}`,
    [POST, ...data("request", "one", "two"), ANSWERED, CLOSE],
  ),
  handler(
    "collect answers 413 for a length larger than its limit before anything goes on",
    `on-request: collect 5\n${ENDS}`,
    [posted(6), ...data("request", "one", "two"), CLOSE],
  ),
  handler(
    "collect has a body whose length is just its limit",
    "on-request: collect 6",
    [posted(6), ...data("request", "one", "two"), EMPTY],
  ),
  handler(
    "collect breaks off a response larger than its limit",
    `on-response: collect 5; get-buffer 1 0 99\n${ENDS}`,
    [GET, OK, ...data("response", "three", "four")],
  ),
  handler(
    "collect answers 500 for a response whose length is larger than its limit",
    `on-response: collect 5\n${ENDS}`,
    [GET, { at: "response", headers: { "content-length": "9" } }, CLOSE],
  ),
  handler(
    "collect has an empty body for a message without one, and its headers are held",
    "on-request: collect 5; add-map 0 x-late 1\non-response: collect 5; add-map 2 x-late 1",
    [GET, EMPTY],
  ),
  handler(
    "collect has an empty body for a message whose body is empty",
    "on-request: collect 5; set-body new; get-buffer 0 0 99\non-response: collect 5; set-body new",
    [POST, REQUEST_END, OK, RESPONSE_END],
  ),
  handler(
    "collect after a call has what has come meanwhile",
    `on-request: ask /held; add-map 0 x-late 1; collect 99; ask /held2; set-body changed\n${ENDS}`,
    [
      POST,
      ...data("request", "one"),
      ANSWERED,
      ...data("request", "two"),
      REQUEST_END,
      { at: "answer", path: "/held2" },
      EMPTY,
    ],
  ),
  handler(
    "collect after a call has a body that is there as a whole",
    "on-request: ask /held; collect 99; set-body changed\non-response: ask /held; remove-map 2 content-length; collect 99; set-body changed",
    [...REQUEST, ANSWERED, ...RESPONSE, ANSWERED],
  ),
  handler(
    "collect between two calls has a body that is there with its trailers",
    "on-request: ask /held; collect 99; ask /held2; set-body changed; add-map 1 x-added 1\non-response: ask /held; collect 99; ask /held2; set-body changed; add-map 3 x-added 1",
    [
      ...REQUEST,
      ANSWERED,
      { at: "answer", path: "/held2" },
      ...RESPONSE,
      ANSWERED,
      { at: "answer", path: "/held2" },
    ],
  ),
  handler(
    "collect after a call refuses a body that is there and larger than its limit",
    `on-request: ask /held; collect 5\n${ENDS}`,
    [POST, ...data("request", "one", "two"), REQUEST_END, ANSWERED, CLOSE],
  ),
  handler(
    "collect twice, and after the method let its message go on",
    "on-request: collect 99; collect 99; collect 2; continue-request; collect 99",
    [POST, ...data("request", "one"), REQUEST_END, CLOSE],
  ),
  handler(
    "next has each part, and sends on what it is changed to",
    "on-request: parts <\non-response: parts <",
    WHOLE,
  ),
  handler(
    "next has what came while the method waited for a call",
    "on-request: parts < /held",
    [
      POST,
      ...data("request", "one", "two"),
      ANSWERED,
      ...data("request", "three"),
      ANSWERED,
      ANSWERED,
      REQUEST_TRAILERS,
      EMPTY,
    ],
  ),
  handler(
    "a method that ends before its body lets the rest go on",
    "on-request: next; end\non-response: next; ask /held; set-body x; end",
    [
      ...REQUEST,
      OK,
      ...data("response", "three", "four"),
      ANSWERED,
      ...data("response", "five"),
      RESPONSE_END,
    ],
  ),
  handler(
    "next, then collect the rest, and then the trailers",
    "on-request: next; collect 99; trailers; pairs-map 1; add-map 1 x-added 1",
    [...REQUEST, EMPTY],
  ),
  handler(
    "waitForTrailers lets all go on but the trailers",
    "on-request: trailers; pairs-map 1; add-map 1 x-added 1; ask /held; add-map 1 x-late 1\non-response: trailers; add-map 3 x-added 1",
    [...REQUEST, ANSWERED, ...RESPONSE],
  ),
  handler(
    "waitForTrailers has none where there are none",
    "on-request: trailers; ask /held; trailers\non-response: trailers",
    [POST, ...data("request", "one"), REQUEST_END, ANSWERED, EMPTY],
  ),
  handler(
    "waitForTrailers after a call has those that are there",
    "on-request: ask /held; trailers; add-map 1 x-added 1",
    [...REQUEST, ANSWERED, EMPTY],
  ),
  handler(
    "a request is answered after a wait, and the answer has a method of its own",
    `on-request: ask /held; respond 403 denied\non-response: add-map 2 x-seen 1; ask /held2; add-map 2 x-late 1\n${ENDS}`,
    [
      POST,
      ...data("request", "one"),
      ANSWERED,
      { at: "answer", path: "/held2" },
      CLOSE,
    ],
  ),
  handler(
    "a response is replaced after a wait",
    `on-response: ask /held; respond 503 sorry\n${ENDS}`,
    [GET, OK, ...data("response", "three"), ANSWERED, CLOSE],
  ),
  handler(
    "a request is answered, and its method waits once more",
    `on-request: respond 403 denied; ask /held; add-map 0 x-late 1; respond 404 again\n${ENDS}`,
    [GET, ANSWERED, CLOSE],
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
    [POST, ...data("request", "one"), ANSWERED, CLOSE],
  ),
  handler(
    "a stream is closed after a wait, and nothing more of it runs",
    `on-request: ask /held; close-request; ask /held; get-map 0 :path\n${ENDS}`,
    [POST, ...data("request", "one"), ANSWERED, ANSWERED],
  ),
  handler(
    "a response is closed after a wait",
    `on-response: ask /held; close-response\n${ENDS}`,
    [GET, OK, ...data("response", "three"), ANSWERED],
  ),
  handler(
    "a request goes on early while its method does",
    `on-request: add-map 0 x-early 1; continue-request; continue-request; ask /held; add-map 0 x-late 1; continue-request\n${ENDS}`,
    [...REQUEST, ANSWERED, ...RESPONSE],
  ),
  handler(
    "a request goes on after a first wait and before a second one",
    `on-request: ask /held; continue-request; ask /held2; get-map 0 :path\n${ENDS}`,
    [
      POST,
      ...data("request", "one"),
      ANSWERED,
      ...data("request", "two"),
      REQUEST_END,
      { at: "answer", path: "/held2" },
      EMPTY,
    ],
  ),
  handler(
    "a response goes on after a first wait and before a second one",
    `on-response: ask /held; continue-response; ask /held2; get-map 2 :status\n${ENDS}`,
    [
      GET,
      OK,
      ...data("response", "three"),
      ANSWERED,
      ...data("response", "four"),
      RESPONSE_END,
      { at: "answer", path: "/held2" },
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
    [POST, ...data("request", "one"), CLOSE, ANSWERED],
  ),
  handler(
    "a client leaves in the middle of a wait of its response",
    `on-request: collect 9\non-response: ask /held; get-map 2 :status\n${ENDS}`,
    [GET, OK, ...data("response", "three"), CLOSE, ANSWERED],
  ),
  handler(
    "a client leaves while a body is collected",
    `on-request: collect 9; get-buffer 0 0 99\n${ENDS}`,
    [POST, ...data("request", "one"), CLOSE],
  ),
  handler(
    "the upstream leaves in the middle of a wait of its response",
    `on-response: ask /held; add-map 2 x-late 1\n${ENDS}`,
    [
      GET,
      OK,
      ...data("response", "three"),
      { at: "upstream-close" },
      ANSWERED,
      CLOSE,
    ],
  ),
  handler(
    "the upstream leaves while its response is collected",
    `on-response: collect 99; get-buffer 1 0 99\n${ENDS}`,
    [GET, OK, ...data("response", "three"), { at: "upstream-close" }],
  ),
  handler(
    "the upstream leaves before it has answered, and the proxy's answer has its method",
    `on-request: collect 9\non-response: ask /held; add-map 2 x-late 1; collect 99\n${ENDS}`,
    [GET, { at: "upstream-close" }, ANSWERED, CLOSE],
  ),
  handler(
    "the upstream answers while the request's body is collected",
    "on-request: collect 99; add-map 0 x-late 1; set-body changed\non-response: add-map 2 x-seen 1",
    [
      POST,
      ...data("request", "one"),
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
    [
      POST,
      ...data("request", "one"),
      OK,
      RESPONSE_END,
      ANSWERED,
      ...data("request", "two"),
      CLOSE,
    ],
  ),
  handler(
    "a tick answers a stream that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: respond 403 ticked\n${ENDS}`,
    [POST, ...data("request", "one"), WAKE, ANSWERED, CLOSE],
  ),
  handler(
    "a tick closes a stream that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: close-request\n${ENDS}`,
    [POST, ...data("request", "one"), WAKE, ANSWERED],
  ),
  handler(
    "a tick lets a request go on that waits",
    `on-request: ask /held; add-map 0 x-late 1\nwake 1: continue-request; continue-request\n${ENDS}`,
    [POST, ...data("request", "one"), WAKE, ANSWERED, REQUEST_END, EMPTY],
  ),
  handler(
    "a tick lets a response go on that waits",
    `on-response: ask /held; add-map 2 x-late 1\nwake 1: continue-response; continue-response\n${ENDS}`,
    [GET, OK, ...data("response", "three"), WAKE, ANSWERED, RESPONSE_END],
  ),
  handler(
    "a tick lets a request go on whose body is collected",
    `on-request: collect 99; get-buffer 0 0 99; collect 99\nwake 1: continue-request\n${ENDS}`,
    [POST, ...data("request", "one"), WAKE, REQUEST_END, CLOSE],
  ),
  handler(
    "a tick lets a message go on whose method has ended",
    `on-request: ask /one\nwake 1: continue-request; continue-response; respond 403 late\n${ENDS}`,
    [POST, OK, ...data("response", "three"), WAKE, CLOSE],
  ),
  handler(
    "a throw after a wait ends the stream",
    `on-request: ask /held; throw\n${ENDS}`,
    [POST, ...data("request", "one"), ANSWERED, CLOSE],
    { never: ["log", "done"] },
  ),
  handler(
    "a trap in a part of a body ends the stream",
    `on-response: next; trap\n${ENDS}`,
    [GET, OK, ...data("response", "three"), CLOSE],
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
    "a response of 204 and one of 304 have no body to wait for",
    `on-response: collect 9; next; trailers; add-map 2 x-late 1`,
    [GET, { at: "response", status: 204, end: true }],
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
      POST,
      ...data("request", "one"),
      ANSWERED,
      ...data("request", "two"),
      { at: "answer", path: "/held2" },
      REQUEST_TRAILERS,
      OK,
      ...data("response", "three"),
      { at: "answer", path: "/held3" },
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
    [
      POST,
      ...data("request", "one"),
      WAKE,
      ...data("request", "two"),
      REQUEST_END,
      ANSWERED,
      EMPTY,
    ],
  ),
  handler(
    "a filter holds what comes to a handler",
    [
      "request-headers: args; return 1\nwake 1: effective held; continue 0",
      "on-request: collect 99; ask /held; set-body changed",
    ],
    [
      POST,
      ...data("request", "one"),
      WAKE,
      ...data("request", "two"),
      REQUEST_END,
      ANSWERED,
      EMPTY,
    ],
  ),
  handler(
    "a handler answers a request that another one holds",
    [
      `on-request: next; end\non-response: ask /held2; add-map 2 x-a 1\n${ENDS}`,
      `on-request: ask /held; respond 403 denied\non-response: add-map 2 x-b 1\n${ENDS}`,
    ],
    [
      POST,
      ...data("request", "one"),
      ANSWERED,
      { at: "answer", path: "/held2" },
      CLOSE,
    ],
  ),
  handler(
    "where headers may be held alone, a handler waits as elsewhere",
    "on-request: ask /held; add-map 0 x-late 1; collect 99; set-body changed\non-response: ask /held; collect 99; set-body changed",
    [
      POST,
      ...data("request", "one"),
      ANSWERED,
      REQUEST_END,
      ...RESPONSE,
      ANSWERED,
    ],
    HOLDING,
  ),
];
