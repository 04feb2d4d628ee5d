import type { Scenario, ScenarioExchange } from "../scenario/scenario.ts";

type Answer = NonNullable<ScenarioExchange["upstream"]>;

const LOG =
  "log: pairs-map 2; property response/code; property response/code_details; property response/flags; property response/size";
const BARE = `response-headers: args; pairs-map 2\n${LOG}`;
const WITH_BODY = `${BARE}\nresponse-body: args; get-buffer 1 0 99`;

/** An answer whose body reaches no filter. */
function bare(name: string, upstream: Answer, method?: string): Scenario {
  return {
    name,
    script: `${WITH_BODY}\nresponse-trailers: args`,
    never: ["response-body", "response-trailers"],
    exchanges: [{ method, upstream }],
  };
}

/** An answer with a body, even if it is Envoy's own 502. */
function whole(name: string, upstream: Answer): Scenario {
  return { name, script: WITH_BODY, exchanges: [{ upstream }] };
}

function many(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`x-${index}`, "a"]);
}

const CHUNKED = { "transfer-encoding": "chunked" };
const ANSWER_SIZE = "HTTP/1.1 200 OK\r\nx-a: \r\ncontent-length: 2\r\n\r\n"
  .length;
const READ_CALL =
  "http-answer: args; pairs-map 6; get-buffer 4 0 99; pairs-map 7";

/** A filter's call to a path, and what it gets of the answer. */
function called(name: string, path: string, method = "GET"): Scenario {
  const headers = `:method=${method}|:path=${path}|:authority=calls.test`;
  const script = `request-headers: http calls 1000 ${headers}; return 1\n${READ_CALL}; effective held; continue 0`;
  return { name, script };
}

/** How Envoy's codec and router treat upstreams' answers. */
export const ANSWERS: Scenario[] = [
  bare(
    "an answer to HEAD has a length but no body",
    { headers: { "content-length": "5" } },
    "HEAD",
  ),
  bare(
    "an answer to HEAD ends after its headers, chunked or not",
    { headers: CHUNKED },
    "HEAD",
  ),
  bare("an answer to HEAD loses its body", { body: "hello" }, "HEAD"),
  bare(
    "an answer to HEAD loses body and trailers",
    { body: "hello", trailers: { "x-t": "1" } },
    "HEAD",
  ),
  bare("a 304 loses its body", { status: 304, body: "hello" }),
  bare("a 304 loses body and trailers", {
    status: 304,
    body: ["a", "b"],
    trailers: { "x-t": "1" },
  }),
  bare("a 304 may have a length", {
    status: 304,
    headers: { "content-length": "5" },
  }),
  bare("a 204 has no length", {
    status: 204,
    headers: { "content-length": "0" },
  }),
  ...[100, 102, 103, 104, 150, 199].map((status) =>
    whole(`nothing but a ${status} is a connection that has broken`, {
      status,
    }),
  ),
  bare(
    "nothing but a 103 is a connection that has broken, for HEAD, too",
    { status: 103 },
    "HEAD",
  ),
  whole("a 103 with a length breaks the protocol", {
    status: 103,
    body: "hello",
  }),
  whole("a 101 without an upgrade is a response without a body", {
    status: 101,
    headers: { "x-a": "1" },
  }),
  whole("a 204 with a body breaks the protocol", {
    status: 204,
    body: "hello",
  }),
  whole("a 204 in chunks breaks the protocol", {
    status: 204,
    headers: CHUNKED,
  }),
  whole("a 204 with trailers breaks the protocol", {
    status: 204,
    trailers: { "x-t": "1" },
  }),
  bare(
    "a 204 with a body breaks the protocol for HEAD, too",
    { status: 204, body: "hello" },
    "HEAD",
  ),
  whole("a 205 may have a body", { status: 205, body: "hello" }),
  bare("an empty body counts as none", { body: "" }),
  whole("an empty body in chunks ends after the headers", {
    headers: CHUNKED,
  }),
  {
    name: "trailers may come without a body",
    script: `${WITH_BODY}\nresponse-trailers: args; pairs-map 3\nrequest-body: args\nrequest-trailers: args`,
    never: ["request-body", "response-body"],
    exchanges: [
      {
        method: "POST",
        trailers: { "x-t": "1" },
        upstream: { trailers: { "x-t": "1" } },
      },
    ],
  },
  {
    name: "an empty request body counts as none",
    script: "request-headers: args\nrequest-body: args",
    never: ["request-body"],
    exchanges: [{ method: "POST", body: "" }],
  },
  {
    name: "an empty request body in chunks ends after the headers",
    script: "request-headers: args\nrequest-body: args",
    exchanges: [{ method: "POST", headers: CHUNKED, body: "" }],
  },
  {
    name: "a GET, a HEAD and a DELETE may have a body",
    script: "request-headers: args\nrequest-body: args; get-buffer 0 0 9",
    exchanges: [
      { method: "GET", body: "a" },
      { method: "HEAD", body: "b" },
      { method: "DELETE", body: "c" },
    ],
  },
  whole("a status below 100 with a body breaks the protocol", {
    status: 99,
    body: "a",
  }),
  {
    name: "a status below 100 passes without a body and has no length",
    script: WITH_BODY,
    steps: [
      { at: "request", end: true },
      {
        at: "response",
        status: 99,
        headers: { "content-length": "0" },
        end: true,
      },
    ],
  },
  {
    name: "a 304 may have a length that is not a number",
    script: BARE,
    steps: [
      { at: "request", end: true },
      {
        at: "response",
        status: 304,
        headers: { "content-length": "x" },
        end: true,
      },
    ],
  },
  whole("an unassigned status passes", { status: 999, body: "a" }),
  {
    name: "a status of four digits passes",
    script: BARE,
    steps: [
      { at: "request", end: true },
      { at: "response", status: 1000, end: true },
    ],
  },
  whole(
    "an answer with a header name that is not a token breaks the protocol",
    {
      headers: { "x(a": "1" },
      body: "a",
    },
  ),
  whole("an answer with an invalid header value breaks the protocol", {
    headers: { "x-a": "a\x01" },
    body: "a",
  }),
  whole("an answer's non-ASCII header passes", {
    headers: { "x-a": "\xe9" },
    body: "a",
  }),
  whole("an answer of a hundred headers passes, including the length", {
    headers: many(99),
    body: "a",
  }),
  whole("an answer of more than a hundred headers breaks the protocol", {
    headers: many(100),
    body: "a",
  }),
  whole("an answer of 80 KiB of headers passes", {
    headers: { "x-a": "a".repeat(80 * 1024 - ANSWER_SIZE) },
    body: "ab",
  }),
  whole("an answer of more than 80 KiB of headers breaks the protocol", {
    headers: { "x-a": "a".repeat(80 * 1024 - ANSWER_SIZE + 1) },
    body: "ab",
  }),
  whole("an answer's length that is not a number breaks the protocol", {
    headers: { "content-length": "x" },
    body: "a",
  }),
  whole("an answer's length together with chunks breaks the protocol", {
    headers: { ...CHUNKED, "content-length": "1" },
    body: "a",
  }),
  whole("an answer's encoding other than chunks breaks the protocol", {
    headers: { "transfer-encoding": "gzip, chunked" },
    body: "a",
  }),
  {
    ...whole("headers about the upstream's connection are not forwarded", {
      headers: {
        "keep-alive": "timeout=5",
        connection: "keep-alive, x-a",
        "x-a": "1",
        "proxy-connection": "x",
        upgrade: "h2c",
        te: "trailers",
        trailer: "x-t",
        "proxy-authenticate": "b",
      },
      body: "a",
    }),
    since: {
      envoy: "1.38",
      before:
        "the filters see an upstream's `keep-alive`, which is removed after them",
    },
  },
  whole("Envoy's own headers from an upstream", {
    headers: {
      date: "yesterday",
      server: "mine",
      "x-envoy-upstream-service-time": "99",
      "x-request-id": "r",
      via: "v",
      "x-envoy-decorator-operation": "d",
      "x-envoy-overloaded": "true",
      "x-envoy-mine": "1",
    },
    body: "a",
  }),
  {
    name: "an upstream's own time header stays if the request has not ended",
    script: BARE,
    steps: [
      { at: "request", method: "POST" },
      {
        at: "response",
        headers: { "x-envoy-upstream-service-time": "99" },
        end: true,
      },
      { at: "client-close" },
    ],
  },
  {
    name: "a filter's headers about the client's connection",
    since: {
      envoy: "1.38",
      before: "a filter's `keep-alive` in a response is removed",
    },
    script: `response-headers: add-map 2 connection close; add-map 2 keep-alive x; add-map 2 proxy-connection x; add-map 2 te gzip; add-map 2 upgrade x; add-map 2 server mine; replace-map 2 date x\n${LOG}`,
  },
  {
    name: "a response has the request's id if the client asked for a trace",
    script: `request-headers: add-map 0 x-envoy-force-trace 1; replace-map 0 x-request-id mine\n${LOG}`,
  },
  {
    name: "a status of four digits may come from a filter",
    script: `response-headers: replace-map 2 :status 1000\nlog: property response/code; pairs-map 2`,
    steps: [
      { at: "request", end: true },
      { at: "response", end: true },
    ],
  },
  called(
    "a call answered with a 204 with a body gets the proxy's own 502",
    "/204-body",
  ),
  called("a call answered with a 304 gets no body", "/304"),
  called("a call answered with a 101 gets no body", "/101"),
  called("a call that gets nothing but a 103 waits for its answer", "/103"),
  called("a HEAD call gets no body", "/length", "HEAD"),
  called(
    "a call answered with too many headers gets the proxy's own 502",
    "/many",
  ),
  called(
    "a HEAD call answered with garbage gets no body, either",
    "/garbage",
    "HEAD",
  ),
  called("a call answered with garbage gets the proxy's own 502", "/garbage"),
];
