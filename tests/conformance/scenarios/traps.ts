import type { Scenario } from "../scenario.ts";

const THROWS = "request-headers /bad: throw\nrequest-headers: args";
const TWICE = [{ path: "/" }, { path: "/bad" }, { path: "/" }];

/** Faults of the filter, and what streams get then. */
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
    name: "a throw on one stream ends those that wait in the same VM",
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
];
