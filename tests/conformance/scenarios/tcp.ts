import { inEach, TCP_PHASES } from "../scenario/phases.ts";
import type { Scenario } from "../scenario/scenario.ts";

const ARGS = inEach([...TCP_PHASES, "delete"], "args");
const RESUME = "tick: effective held; tick 0; continue 2";
const HELD = "status-buffer 2; get-buffer 2 0 99";

/** TCP connections, their data and their ends. */
export const TCP: Scenario[] = [
  {
    name: "callbacks of a connection whose client ends first",
    script: ARGS,
    connections: [
      [
        { client: "question" },
        { server: "answer" },
        { client: "more" },
        { client: "", end: true },
        { server: "last" },
        { server: "", end: true },
      ],
    ],
  },
  {
    name: "callbacks of a connection whose server ends first",
    script: ARGS,
    connections: [
      [
        { client: "question" },
        { server: "answer" },
        { server: "", end: true },
        { client: "late" },
        { client: "", end: true },
      ],
    ],
  },
  {
    name: "callbacks of a connection that its client resets",
    never: ["upstream-data", "upstream-close"],
    script: ARGS,
    connections: [[{ client: "question" }, { reset: "client" }], []],
  },
  {
    name: "callbacks of a connection that its server resets",
    never: ["upstream-data", "upstream-close"],
    script: ARGS,
    connections: [[{ client: "question" }, { reset: "server" }]],
  },
  {
    name: "a server speaks first",
    never: ["upstream-close"],
    script: ARGS,
    connections: [[{ server: "hello" }, { client: "hi" }]],
  },
  {
    name: "a connection's data passes two plugins, and returns in the opposite order",
    never: ["upstream-close"],
    plugins: [
      { configuration: ARGS },
      { configuration: ARGS, rootId: "other" },
    ],
    connections: [
      [{ client: "question" }, { server: "answer" }, { client: "", end: true }],
    ],
  },
  {
    name: "StopIteration for a new connection waits for continue",
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: args; tick 60; return 1\n${RESUME}`,
    connections: [[{ wait: 150 }, { client: "question" }]],
  },
  {
    name: "StopIteration for a new connection leaves the client's data unread",
    never: [
      "downstream-data",
      "upstream-data",
      "downstream-close",
      "upstream-close",
      "log",
      "done",
      "delete",
    ],
    script: `${ARGS}\nnew-connection: return 1`,
    connections: [[{ client: "question" }, { client: "more" }]],
  },
  {
    name: "a client that resets before the server is connected is read first",
    since: {
      envoy: "1.40",
      before: "the server gets what the filters let go on",
    },
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: args; tick 300; return 1\n${RESUME}\ndownstream-data: args; get-buffer 2 0 99`,
    connections: [[{ client: "one" }, { reset: "client", wait: 400 }]],
  },
  {
    name: "a client that resets before the server is connected is read first, and held",
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: args; tick 300; return 1\n${RESUME}\ndownstream-data: args; return 1`,
    connections: [[{ client: "one" }, { reset: "client", wait: 400 }]],
  },
  {
    name: "StopIteration for a client's data keeps it for the next callback",
    script: `downstream-data one: args; return 1\ndownstream-data: args; ${HELD}`,
    connections: [[{ client: "one" }, { client: "two" }, { client: "three" }]],
  },
  {
    name: "StopIteration for a client's data waits for continue",
    script: `downstream-data: args; tick 60; return 1\n${RESUME}; ${HELD}`,
    connections: [[{ client: "one" }, { wait: 150 }]],
  },
  {
    name: "StopIteration for a client's end waits for continue",
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\ndownstream-data: args; tick 60; return 1\n${RESUME}`,
    connections: [[{ client: "", end: true }, { wait: 150 }]],
  },
  {
    name: "StopIteration for a server's data keeps it for the next callback",
    script:
      "upstream-data one: args; return 1\nupstream-data: args; status-buffer 3; get-buffer 3 0 99",
    connections: [[{ server: "one" }, { server: "two" }, { server: "three" }]],
  },
  {
    name: "StopIteration for a server's data cannot be continued",
    script:
      "upstream-data: tick 10; return 1\ntick: effective held; tick 0; get-buffer 3 0 9; continue 3; continue 2; continue 4",
    connections: [[{ server: "one" }, { wait: 100 }]],
  },
  {
    name: "StopIteration for a server's end keeps it from the client",
    script: `${ARGS}\nupstream-data: args; at-end return 1`,
    connections: [
      [
        { server: "", end: true },
        { client: "late" },
        { client: "", end: true },
      ],
    ],
  },
  {
    name: "an unknown status stops a client's data",
    script: "downstream-data one: return 99\ndownstream-data: args",
    connections: [[{ client: "one" }, { client: "two" }]],
  },
  {
    name: "the second of two plugins stops, and the first sees the data again",
    plugins: [
      { configuration: "downstream-data: args" },
      { configuration: "downstream-data one: return 1\ndownstream-data: args" },
    ],
    connections: [[{ client: "one" }, { client: "two" }]],
  },
  {
    name: "a client's data is replaced, prepended to and appended to",
    script:
      "downstream-data: set-buffer 2 0 0 <; set-buffer 2 99 0 >; set-buffer 2 1 1 x; set-buffer 2 0 2 _; get-buffer 2 1 2; status-buffer 2; get-buffer 3 0 9; set-buffer 3 0 0 a",
    connections: [[{ client: "abc" }, { client: "defg" }]],
  },
  {
    name: "a server's data is replaced, prepended to and appended to",
    script:
      "upstream-data: set-buffer 3 0 0 <; set-buffer 3 99 0 >; set-buffer 3 1 1 x; set-buffer 3 0 2 _; get-buffer 3 1 2; status-buffer 3; get-buffer 2 0 9; set-buffer 2 0 0 a",
    connections: [[{ server: "abc" }, { server: "defg" }]],
  },
  {
    name: "data that a filter takes completely is gone",
    script:
      "downstream-data: set-buffer 2 0 99; status-buffer 2\nupstream-data: set-buffer 3 0 99",
    connections: [[{ client: "one" }, { server: "two" }]],
  },
  {
    name: "data is added at a connection's ends",
    script:
      "downstream-data: at-end set-buffer 2 0 0 bye\nupstream-data: at-end set-buffer 3 0 0 ciao",
    connections: [
      [
        { client: "", end: true },
        { server: "", end: true },
      ],
    ],
  },
  {
    name: "a filter closes a new connection",
    never: ["downstream-data", "upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: args; close 2; return 1`,
    connections: [[]],
  },
  {
    name: "a filter closes a new connection and continues",
    never: ["downstream-data", "upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: close 3`,
    connections: [[]],
  },
  {
    name: "a filter closes on a client's data, which is lost",
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\ndownstream-data bye: close 2; args`,
    connections: [[{ client: "one" }, { client: "bye" }]],
  },
  {
    name: "a filter closes on a server's data, which is lost",
    never: ["downstream-data", "upstream-close"],
    script: `${ARGS}\nupstream-data bye: close 3; args`,
    connections: [[{ server: "one" }, { server: "bye" }]],
  },
  {
    name: "a filter closes a connection in a tick",
    never: ["upstream-data", "upstream-close"],
    script: `${ARGS}\nnew-connection: tick 60\ntick: effective held; tick 0; close 3; get-buffer 2 0 9`,
    connections: [[{ client: "one" }, { wait: 150 }]],
  },
  {
    name: "unknown stream types of a connection",
    script:
      "new-connection: continue 0; continue 1; continue 3; continue 4; close 0; close 1; close 4; local 403",
    connections: [[{ client: "one" }]],
  },
  {
    name: "header maps and bodies of a connection do not exist",
    script:
      "downstream-data: get-map 0 a; pairs-map 2; size-map 0; add-map 0 a b; get-buffer 0 0 9; get-buffer 1 0 9; get-buffer 4 0 9; status-buffer 5; status-buffer 8\nlog: get-map 0 a; pairs-map 0; get-buffer 2 0 9; status-buffer 3",
    connections: [[{ client: "one" }]],
  },
  {
    name: "a throw in a new connection closes it, and later ones",
    script: "new-connection: throw",
    connections: [[], []],
  },
  {
    name: "a throw in a client's data closes the connection",
    script: "downstream-data bad: throw\ndownstream-data: args",
    connections: [[{ client: "one" }, { client: "bad" }], [{ client: "one" }]],
  },
  {
    name: "a throw in a server's data closes the connection",
    script: "upstream-data: throw",
    connections: [[{ server: "one" }]],
  },
  {
    name: "a throw in a connection with FAIL_OPEN lets later ones pass",
    plugins: [
      {
        configuration: "downstream-data: args\ndownstream-data bad: throw",
        failurePolicy: "FAIL_OPEN",
      },
    ],
    connections: [
      [{ client: "one" }, { client: "bad" }],
      [{ client: "one" }, { server: "two" }],
    ],
  },
  {
    name: "a throw at the end of a connection",
    script: "downstream-close: throw",
    connections: [[], [{ client: "one" }]],
  },
];
