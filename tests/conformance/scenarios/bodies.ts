import type { Scenario } from "../scenario/scenario.ts";

const BOTH = { body: "question", upstream: { body: "answer" } };
const PARTS = {
  body: ["one", "two", "three"],
  upstream: { body: ["four", "five", "six"] },
};

/** Bodies and trailers: reading, changing and holding them. */
export const BODIES: Scenario[] = [
  {
    name: "bodies are read in ranges",
    script:
      "request-body: status-buffer 0; get-buffer 0 0 99; get-buffer 0 2 3; get-buffer 0 8 1; get-buffer 0 0 0; get-buffer 1 0 9\nresponse-body: get-buffer 1 0 99; get-buffer 0 0 9",
    exchanges: [BOTH],
  },
  {
    name: "absent buffers, and unknown buffer numbers",
    script:
      "request-headers: get-buffer 0 0 9; status-buffer 0; set-buffer 0 0 0 x; get-buffer 1 0 9; get-buffer 2 0 9; get-buffer 4 0 9; get-buffer 5 0 9; get-buffer 7 0 9; get-buffer 8 0 9; get-buffer 9 0 9; status-buffer 9; set-buffer 6 0 0 x; set-buffer 7 0 0 x; set-buffer 9 0 0 x; status-buffer 8",
  },
  {
    name: "a body is prepended to, appended to and replaced",
    script:
      "request-body: set-buffer 0 0 0 <; set-buffer 0 4294967295 0 >; get-buffer 0 0 99\nresponse-headers: remove-map 2 content-length\nresponse-body: set-buffer 1 0 4294967295 [new]; status-buffer 1",
    exchanges: [
      {
        ...BOTH,
        headers: { "transfer-encoding": "chunked" },
      },
    ],
  },
  {
    name: "a range inside a body is refused, a range at its start is replaced",
    script:
      "response-headers: remove-map 2 content-length\nresponse-body: set-buffer 1 2 1 x; set-buffer 1 0 3 y; set-buffer 1 4 9 z; get-buffer 1 0 99",
    exchanges: [BOTH],
  },
  {
    name: "a body is emptied",
    script:
      "response-headers: remove-map 2 content-length\nresponse-body: set-buffer 1 0 4294967295; status-buffer 1",
    exchanges: [BOTH],
  },
  {
    name: "a body in parts passes one part at a time",
    script:
      "request-body: args; get-buffer 0 0 99\nresponse-body: args; get-buffer 1 0 99",
    exchanges: [PARTS],
  },
  {
    name: "StopIterationAndBuffer collects the body until its end",
    script:
      "request-body: at-end tick 10; args; get-buffer 0 0 99; return 1\ntick: effective held; tick 0; get-buffer 0 0 99; continue 0; get-buffer 0 0 99",
    exchanges: [{ ...PARTS, wait: 400 }],
  },
  {
    name: "StopIterationAndWatermark shows each part separately",
    script:
      "request-body: at-end tick 10; args; get-buffer 0 0 99; return 2\ntick: effective held; tick 0; continue 0",
    exchanges: [{ ...PARTS, wait: 400 }],
  },
  {
    name: "StopIterationNoBuffer drops what it stops",
    script:
      "request-body: at-end tick 10; args; get-buffer 0 0 99; return 3\ntick: effective held; tick 0; continue 0",
    exchanges: [{ ...PARTS, wait: 400 }],
  },
  {
    name: "an unknown body status drops what it stops",
    script:
      "request-body: at-end tick 10; args; return 7\ntick: effective held; tick 0; continue 0",
    exchanges: [{ ...PARTS, wait: 400 }],
  },
  {
    name: "a response body is collected and continued",
    script:
      "response-headers: remove-map 2 content-length\nresponse-body: at-end tick 10; args; get-buffer 1 0 99; return 1\ntick: effective held; tick 0; set-buffer 1 0 99 all; continue 1",
    exchanges: [{ ...PARTS, wait: 400 }],
  },
  {
    name: "trailers are read and changed",
    script:
      "request-trailers: args; pairs-map 1; get-map 1 x-t; add-map 1 x-new 1; remove-map 1 x-gone\nresponse-trailers: args; pairs-map 3; replace-map 3 x-t changed; size-map 3",
    exchanges: [
      {
        body: "a",
        trailers: { "x-t": "1", "x-gone": "2" },
        upstream: { body: "b", trailers: { "x-t": "1" } },
      },
    ],
  },
  {
    name: "stopped trailers wait for continue",
    script:
      "request-trailers: tick 40; return 1\ntick: effective held; tick 0; add-map 1 x-late 1; continue 0",
    exchanges: [{ body: "a", trailers: { "x-t": "1" }, wait: 200 }],
  },
  {
    name: "trailers are added after a body",
    never: ["request-trailers", "response-trailers"],
    script:
      "request-body: args; get-map 1 a; add-map 1 x-added 1; pairs-map 1\nrequest-trailers: args\nresponse-body: args; add-map 3 x-added 2; size-map 3\nresponse-trailers: args",
    exchanges: [PARTS],
  },
  {
    name: "a body that has gone on cannot be extended in its trailers",
    script:
      "request-trailers: get-buffer 0 0 99; set-buffer 0 99 0 tail\nresponse-trailers: get-buffer 1 0 99; set-buffer 1 99 0 tail",
    exchanges: [
      {
        body: ["one", "two"],
        trailers: { "x-t": "1" },
        upstream: { body: ["three", "four"], trailers: { "x-t": "1" } },
      },
    ],
  },
  {
    name: "a held part that follows parts that went on can be changed in the trailers",
    script:
      "request-body: args\nrequest-body 2: args; return 1\nrequest-trailers: get-buffer 0 0 99; set-buffer 0 99 0 tail\nresponse-body: args\nresponse-body 2: args; return 1\nresponse-trailers: get-buffer 1 0 99; set-buffer 1 0 99 all",
    exchanges: [
      {
        body: ["one", "two"],
        trailers: { "x-t": "1" },
        upstream: { body: ["three", "four"], trailers: { "x-t": "1" } },
      },
    ],
  },
  {
    name: "a request body over the buffer limit is too large",
    script: "request-body: return 1",
    exchanges: [{ body: "a".repeat((1 << 20) + 1) }],
  },
];
