import { inEach, TCP_PHASES } from "../scenario/phases.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Properties of messages, read on a connection without messages. */
const MESSAGES = [
  "has-property request/time",
  "has-property request/duration",
  "property request/size",
  "property request/total_size",
  "property request/headers",
  "property request/protocol",
  "property response/code",
  "property response/code_details",
  "property response/flags",
  "property response/grpc_status",
  "property response/headers",
  "property response/trailers",
  "property response/size",
  "property response/total_size",
  "property response/backend_latency",
].join("; ");

/** What a filter can read about a TCP connection. */
export const TCP_PROPERTIES: Scenario[] = [
  {
    name: "properties of a connection",
    script:
      "new-connection: property source/address; property destination/address; property plugin_name; property request/path; property connection/mtls; property absent\ndownstream-data: property source/address; property connection/requested_server_name",
    connections: [[{ client: "one" }]],
  },
  {
    name: "properties of messages on a connection",
    script: inEach(TCP_PHASES, MESSAGES),
    connections: [
      [
        { client: "question" },
        { server: "answer" },
        { client: "", end: true },
        { server: "", end: true },
      ],
      [{ client: "question" }, { reset: "client" }],
      [{ server: "one" }, { server: "", end: true }, { client: "", end: true }],
    ],
  },
  {
    name: "properties say why a connection ends when its server resets it",
    since: { envoy: "1.38", before: "`response.flags` does not show it" },
    script:
      "upstream-data: property response/flags\nlog: property response/flags; property response/code_details",
    connections: [
      [{ client: "question" }, { server: "one" }, { reset: "server" }],
    ],
  },
  {
    name: "properties that a filter sets belong to its connection",
    plugins: [
      { configuration: "new-connection: set-property mine 1; property mine" },
      {
        configuration:
          "new-connection: property mine\ndownstream-data: set-property mine 2",
        rootId: "other",
      },
      { configuration: "downstream-data: property mine\nlog: property mine" },
    ],
    connections: [[{ client: "one" }], [{ client: "two" }]],
  },
];
