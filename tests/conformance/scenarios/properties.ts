import { inEach } from "../scenario/phases.ts";
import type { Scenario } from "../scenario/scenario.ts";

const REQUEST =
  "property request/path; property request/url_path; property request/query; property request/host; property request/scheme; property request/method; property request/referer; property request/useragent; property request/protocol; property request/headers/x-own; property request/headers/absent; property request/absent";
const RESPONSE =
  "property response/code; property response/headers/x-up; property response/headers/absent; property response/absent";

const SIZES =
  "property request/size; property request/total_size; property response/size";

/** What a filter can read from the proxy besides messages. */
export const PROPERTIES: Scenario[] = [
  {
    name: "properties that are maps and lists are read as pairs, and by element",
    script: `request-headers: ${[
      "id",
      "metadata/labels/app",
      "metadata/labels/ready",
      "metadata/labels/share",
      "metadata/labels/absent",
      "metadata/labels/app/absent",
      "metadata/list",
      "metadata/list/0",
      "metadata/list/3",
      "metadata/list/absent",
      "metadata/nested/list",
      "metadata/nested/list/0",
      "metadata/nested/list/0/0",
      "metadata/nested/map",
      "metadata/none",
      "metadata/nothing",
    ]
      .map((path) => `property xds/node/${path}`)
      .join("; ")}`,
  },
  {
    name: "request properties are available while the request's headers are",
    script: `request-headers: ${REQUEST}`,
    exchanges: [
      {
        path: "/a/b?c=d&e",
        headers: { "x-own": "1", referer: "r", "user-agent": "u" },
      },
      { path: "/plain" },
    ],
  },
  {
    name: "a header with several values is one property",
    script:
      "request-headers: property request/headers/x-many\nresponse-headers: property response/headers/x-many",
    exchanges: [
      {
        headers: [
          ["x-many", "a"],
          ["X-Many", "b"],
        ],
        upstream: {
          headers: [
            ["x-many", ""],
            ["x-many", "c"],
          ],
        },
      },
    ],
  },
  {
    name: "request properties in a response's callback",
    script: `response-headers: ${REQUEST}`,
    exchanges: [{ headers: { "x-own": "1" } }],
  },
  {
    name: "request properties in the access log",
    script: `log: ${REQUEST}`,
    exchanges: [{ headers: { "x-own": "1" } }],
  },
  {
    name: "response properties in a request's callback",
    script: `request-headers: ${RESPONSE}`,
  },
  {
    name: "response properties in a response's callback",
    script: `response-headers: ${RESPONSE}`,
    exchanges: [{ upstream: { status: 404, headers: { "x-up": "1" } } }],
  },
  {
    name: "response properties in a response's body",
    script: `response-body: ${RESPONSE}`,
    exchanges: [{ upstream: { body: "a", headers: { "x-up": "1" } } }],
  },
  {
    name: "response properties in the access log",
    script: `log: ${RESPONSE}`,
    exchanges: [{ upstream: { status: 404, headers: { "x-up": "1" } } }],
  },
  {
    name: "the sizes of messages count what has come and gone so far",
    script: [
      "request-headers",
      "request-body",
      "response-headers",
      "response-body",
      "log",
    ]
      .map((phase) => `${phase}: ${SIZES}`)
      .join("\n"),
    exchanges: [
      { body: "question", upstream: { body: "answer" } },
      { body: ["one", "three"], upstream: { body: ["one", "three"] } },
      { upstream: { status: 204 } },
    ],
  },
  {
    name: "the sizes of messages that a filter changes",
    script: `request-headers: remove-map 0 content-length\nresponse-headers: remove-map 2 content-length\nrequest-body: set-buffer 0 0 99 a; ${SIZES}\nresponse-body: set-buffer 1 0 99 bc; ${SIZES}\nlog: ${SIZES}`,
    exchanges: [
      { body: "question", upstream: { body: "answer" } },
      { method: "HEAD", upstream: { headers: { "content-length": "6" } } },
    ],
  },
  {
    name: "properties that a filter sets are read back by name",
    script:
      "configure: set-property a 1\nrequest-headers: property mine; set-property mine 1; property mine; set-property mine 2; set-property two/words 3; property two/words; set-property request/path 4; property request/path\nresponse-headers: property mine\nlog: property mine",
    exchanges: [{}, {}],
  },
  {
    name: "a plugin's own callbacks have no properties of streams",
    script: `configure: ${[
      "request/path",
      "request/time",
      "request/headers",
      "response/code",
      "response/flags",
      "connection/mtls",
      "connection_id",
      "source/address",
      "destination/port",
      "upstream/address",
      "metadata",
      "filter_state/x",
      "upstream_filter_state/x",
    ]
      .map((path) => `property ${path}`)
      .join("; ")}`,
  },
  {
    name: "names of attributes that Envoy no longer has",
    script: inEach(
      ["configure", "request-headers", "response-headers", "log"],
      [
        "node",
        "node/id",
        "cluster_name",
        "cluster_metadata",
        "route_name",
        "route_metadata",
        "listener_direction",
        "listener_metadata",
        "upstream_host_metadata",
      ]
        .map((path) => `property ${path}`)
        .join("; "),
    ),
  },
  {
    name: "environment variables and clocks of a module that uses them",
    filter: "tests/conformance/filters/environment.ts",
    plugins: [{ environment: { STAGE: "a=b é", EMPTY: "" } }],
  },
];
