import type { Scenario } from "../scenario/scenario.ts";

const READ =
  "get-map 0 :path; get-map 0 x-in; get-map 0 x-by; get-map 0 absent; get-map 1 x-t; get-map 2 :status; get-map 2 x-up; get-map 3 x-t; pairs-map 1; size-map 0; size-map 2; add-map 0 a b; replace-map 2 a b; remove-map 0 :path";
const PROPERTIES =
  "property request/path; property request/headers/x-in; property response/code; property response/headers/x-up; property mine; property plugin_name; property plugin_root_id; property absent; get-buffer 7 0 9; get-buffer 0 0 9; get-buffer 6 0 9";
const LOGGER = { configuration: `access-log: ${READ}; ${PROPERTIES}` };
const TICKS = "configure: args; tick 10\ntick: args; tick 0";

/** Plugins other than filters. */
export const SERVICES: Scenario[] = [
  {
    name: "an access logger reads a stream at its end, after the filters' logs",
    script:
      "request-headers: add-map 0 x-by filter; set-property mine 1\nlog: args\ndone: args",
    accessLoggers: [LOGGER],
    exchanges: [
      {
        path: "/a",
        headers: { "x-in": "1" },
        body: "question",
        trailers: { "x-t": "1" },
        upstream: {
          status: 201,
          headers: { "x-up": "1" },
          body: "answer",
          trailers: { "x-t": "2" },
        },
      },
      { upstream: { status: 404 } },
    ],
  },
  {
    name: "an access logger is called for a stream that ends before its headers, but filters are not",
    never: ["log", "done"],
    script: "log: args\ndone: args",
    accessLoggers: [
      {
        configuration: `access-log: ${READ}; ${PROPERTIES}; property request/host; property request/protocol; property request/size; property request/total_size; property response/size; property response/total_size; property response/flags; property response/code_details; property response/grpc_status; property response/backend_latency; pairs-map 0; pairs-map 2; pairs-map 3`,
      },
    ],
    steps: [{ at: "request-line" }, { at: "client-close" }],
  },
  {
    name: "an access logger does not see what filters change in their logs",
    script:
      "response-body: return 1\nlog: args; add-map 3 x-late 1; pairs-map 3; add-map 2 x-late 1",
    accessLoggers: [
      { configuration: "access-log: get-map 2 x-late; pairs-map 3" },
    ],
    steps: [
      { at: "request", end: true },
      { at: "response" },
      { at: "response-data", data: "one" },
      { at: "response-end" },
      { at: "client-close" },
    ],
  },
  {
    name: "an access logger for streams without a response",
    script: "request-headers: close 0; return 1",
    accessLoggers: [LOGGER],
  },
  {
    name: "an access logger for a local response",
    script: "request-headers: local 403 no x-up=1",
    accessLoggers: [LOGGER],
  },
  {
    name: "access loggers are called in order",
    never: ["request-headers", "log"],
    accessLoggers: [
      { configuration: "access-log: args", vmId: "a" },
      { configuration: "access-log: args; get-map 0 :path", vmId: "b" },
      { configuration: "request-headers: args\nlog: args", vmId: "c" },
    ],
    exchanges: [{}, {}],
  },
  {
    name: "an access logger in the filter's VM",
    script: "request-headers: define-metric 0 both",
    accessLoggers: [
      { configuration: "access-log: define-metric 0 both; local 403; tick 0" },
    ],
  },
  {
    name: "an access logger that traps does not affect the streams of other VMs",
    script: "log: args",
    accessLoggers: [{ configuration: "access-log: throw", vmId: "logger" }],
    exchanges: [{}, {}],
  },
  {
    name: "an access logger that traps ends the filters in its VM",
    script: "request-headers: args",
    accessLoggers: [{ configuration: "access-log: throw" }],
    exchanges: [{}, {}],
  },
  {
    name: "an access logger for a connection",
    script:
      "new-connection: set-property mine 1\ndownstream-close: args\nlog: args\ndone: args",
    accessLoggers: [
      {
        configuration: `access-log: ${READ}; property mine; property connection/mtls; property request/path`,
      },
    ],
    connections: [[{ client: "ping" }, { server: "pong" }]],
  },
  {
    name: "a background service runs on each thread",
    services: [{ configuration: TICKS, rootId: "other" }],
    pause: 400,
  },
  {
    name: "a background service on several workers runs on each thread",
    services: [{ configuration: TICKS, vmId: "service" }],
    workers: 2,
    pause: 400,
  },
  {
    name: "a background service that is a singleton runs only on the main thread",
    services: [{ configuration: TICKS, singleton: true, vmId: "service" }],
    workers: 2,
    pause: 400,
  },
  {
    name: "a singleton gets the items that a service sends on other threads",
    services: [
      {
        vmId: "receiver",
        singleton: true,
        configuration:
          "configure: register-queue events; set-data key value\nqueue-ready: args; dequeue-queue",
      },
      {
        vmId: "sender",
        configuration:
          "configure: tick 10\ntick: tick 0; get-data key; resolve-queue receiver events; enqueue-queue item",
      },
    ],
    pause: 400,
  },
  {
    name: "an item wakes one of the threads that have registered its queue",
    services: [
      {
        vmId: "receiver",
        configuration:
          "configure: register-queue events\nqueue-ready: args; dequeue-queue; dequeue-queue",
      },
      {
        vmId: "sender",
        singleton: true,
        configuration:
          "configure: tick 100\ntick: tick 0; resolve-queue receiver events; enqueue-queue item",
      },
    ],
    workers: 2,
    pause: 600,
  },
  {
    name: "a stats sink gets metrics on the main thread, with their increase",
    workers: 2,
    script:
      "configure: define-metric 0 flushed-count; define-metric 1 flushed-count\nrequest-headers: increment-metric 4 2; increment-metric 5 3\nresponse-headers: get-metric 4; get-metric 5",
    statsSinks: [
      {
        configuration:
          "configure: args\nstat: flushed-count\nstats-update: args",
      },
    ],
    exchanges: [{}, {}],
    flushes: 2,
  },
  {
    name: "a stats sink does not get metrics that never changed",
    script:
      "configure: define-metric 0 flushed-never; define-metric 1 flushed-never",
    statsSinks: [
      {
        vmId: "sink",
        configuration: "stat: flushed-never\nstats-update: args",
      },
    ],
    flushes: 1,
  },
];
