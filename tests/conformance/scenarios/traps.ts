import type { Scenario } from "../scenario/scenario.ts";

const THROWS = "request-headers /bad: throw\nrequest-headers: args";
const TWICE = [{ path: "/" }, { path: "/bad" }, { path: "/" }];

/** Faults in the filter, and what happens to streams then. */
export const TRAPS: Scenario[] = [
  {
    name: "a throw ends the VM, with its message and stack in the log",
    script: THROWS,
    exchanges: TWICE,
  },
  {
    name: "a throw with FAIL_OPEN lets later streams pass",
    plugins: [{ configuration: THROWS, failurePolicy: "FAIL_OPEN" }],
    exchanges: TWICE,
  },
  {
    name: "unreachable code ends the VM",
    script: "request-headers: trap",
  },
  {
    name: "endless recursion ends the VM",
    since: {
      envoy: "1.39",
      before: "a backtrace has at most 10 frames, not 20",
    },
    script: "request-headers: recurse",
  },
  {
    name: "memory out of bounds ends the VM",
    script: "request-headers: outside",
  },
  {
    name: "a throw in a request's body",
    script: "request-body: throw",
    exchanges: [{ body: "question" }],
  },
  {
    name: "a throw in a response's headers",
    script: "response-headers: throw",
  },
  {
    name: "a throw in a response's body resets the stream",
    script: "response-body: throw",
    exchanges: [{ upstream: { body: ["answer", "more"] } }],
  },
  {
    name: "a throw on one stream ends the waiting ones in the same VM",
    never: ["response-headers"],
    plugins: [
      { vmId: "one", configuration: "response-headers: args" },
      { vmId: "one", rootId: "other", configuration: "request-headers: throw" },
    ],
    exchanges: [{}, {}],
  },
  { name: "a throw at the end of a stream", script: "done: throw" },
  {
    name: "a throw in the access log",
    script: "log: throw",
    exchanges: [{}, {}],
  },
  {
    name: "FAIL_RELOAD answers 503 until its interval has passed",
    plugins: [
      {
        configuration: THROWS,
        failurePolicy: "FAIL_RELOAD",
        reloadInterval: 1_000_000,
      },
    ],
    exchanges: TWICE,
  },
  {
    name: "FAIL_RELOAD starts the plugin again for the next stream",
    plugins: [
      {
        configuration: `configure: tick 1000; args\n${THROWS}`,
        failurePolicy: "FAIL_RELOAD",
        reloadInterval: 10,
      },
    ],
    exchanges: [
      { pause: 30, path: "/bad" },
      {},
      { pause: 30, path: "/bad" },
      { pause: 30 },
    ],
  },
  {
    name: "FAIL_RELOAD on two plugins in one VM brings both back",
    plugins: [
      {
        vmId: "one",
        configuration: "request-headers: args",
        failurePolicy: "FAIL_RELOAD",
        reloadInterval: 10,
      },
      {
        vmId: "one",
        rootId: "other",
        configuration: THROWS,
        failurePolicy: "FAIL_RELOAD",
        reloadInterval: 10,
      },
    ],
    exchanges: [{}, { pause: 30, path: "/bad" }, { pause: 30 }],
  },
  {
    name: "only the plugin with FAIL_RELOAD comes back when two share a VM",
    plugins: [
      {
        vmId: "one",
        configuration: "response-headers: add-map 2 x-by first",
        failurePolicy: "FAIL_OPEN",
      },
      {
        vmId: "one",
        rootId: "other",
        configuration: `${THROWS}\nresponse-headers: add-map 2 x-by second`,
        failurePolicy: "FAIL_RELOAD",
        reloadInterval: 10,
      },
    ],
    exchanges: [{}, { pause: 30, path: "/bad" }, { pause: 30 }],
  },
  ...(["FAIL_CLOSED", "FAIL_OPEN", "FAIL_RELOAD"] as const).flatMap(
    (failurePolicy): Scenario[] => [
      {
        name: `a stream whose VM traps before its response, with ${failurePolicy}`,
        plugins: [
          {
            configuration: `${THROWS}\nresponse-headers: add-map 2 x-a b`,
            failurePolicy,
          },
        ],
        never: ["response-headers"],
        exchanges: [
          { meanwhile: { path: "/bad" }, upstream: { body: "answer" } },
        ],
      },
      {
        name: `a stream that waits while its VM traps, with ${failurePolicy}`,
        plugins: [
          {
            configuration: `request-headers /bad: tick 30; throw\nresponse-body: throw`,
            failurePolicy,
          },
        ],
        never: ["response-body"],
        exchanges: [
          {
            upstream: { body: ["answer", "more"] },
            meanwhile: { path: "/bad" },
          },
        ],
      },
    ],
  ),
];
