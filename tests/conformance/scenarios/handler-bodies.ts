import {
  ANSWERED,
  BETWEEN_ANSWERS,
  CLOSE,
  EMPTY,
  ENDS,
  GET,
  OK,
  POST,
  REQUEST,
  REQUEST_END,
  REQUEST_TRAILERS,
  RESPONSE,
  RESPONSE_END,
  WHOLE,
  data,
  handler,
  posted,
} from "../scenario/handler-steps.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Handlers: how they wait for bodies and trailers. */
export const HANDLER_BODIES: Scenario[] = [
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
    BETWEEN_ANSWERS,
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
];
