import type { Header } from "../../../host/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";
import { INTERNAL } from "./routing.ts";

type Request = Omit<Extract<Step, { at: "request" }>, "at">;

const LOG =
  "log: pairs-map 0; pairs-map 2; property request/path; property request/method; property request/host; property request/size; property request/total_size; property response/code; property response/code_details; property response/flags";
const SEEN = `request-headers: args; pairs-map 0\nresponse-headers: args; pairs-map 2\n${LOG}\ndone: args`;
const OK: Step = { at: "response", end: true };

/** A request that reaches the upstream, and what a filter sees of it. */
function passes(name: string, request: Request, script = SEEN): Scenario {
  const steps: Step[] = [{ at: "request", end: true, ...request }, OK];
  return { name, script, steps };
}

/** A request that Envoy answers before any filter has it. */
function refused(name: string, request: Request): Scenario {
  const never = ["request-headers", "response-headers"];
  const steps: Step[] = [{ at: "request", end: true, ...request }];
  return { name, script: SEEN, never, steps };
}

function many(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`x-${index}`, "a"]);
}

/** The bytes of a request's head beside a header `x-a`. */
const HEAD_SIZE = "GET / HTTP/1.1\r\nhost: example.com\r\nx-a: \r\n\r\n".length;

/** What Envoy's codec and connection manager make of requests. */
export const REQUESTS: Scenario[] = [
  passes("what only Envoy may say to Envoy is removed", {
    headers: INTERNAL.map((name): Header => [name, "1"]),
  }),
  passes("a client that says it is internal is external", {
    headers: { "x-forwarded-for": "10.0.0.1", "x-envoy-internal": "true" },
  }),
  passes("what says for whom a request is forwarded is kept", {
    headers: {
      "x-forwarded-for": "1.2.3.4, 5.6.7.8",
      "x-forwarded-host": "a",
      "x-forwarded-port": "1",
      "x-forwarded-client-cert": "By=a",
    },
  }),
  passes("a request's own id is kept", { headers: { "x-request-id": "mine" } }),
  passes("an empty request id is filled", { headers: { "x-request-id": "" } }),
  passes("two request ids are joined", {
    headers: [
      ["x-request-id", "a"],
      ["x-request-id", "b"],
    ],
  }),
  passes("a forwarded protocol decides on the scheme", {
    headers: { "x-forwarded-proto": "https" },
  }),
  passes("a forwarded protocol decides on the scheme in any case", {
    headers: { "x-forwarded-proto": "HTTPS" },
  }),
  passes("a forwarded protocol that is no scheme is kept", {
    headers: { "x-forwarded-proto": "ftp" },
  }),
  passes("two forwarded protocols are joined", {
    headers: [
      ["x-forwarded-proto", "https"],
      ["x-forwarded-proto", "http"],
    ],
  }),
  {
    name: "a request with an empty forwarded protocol has no route",
    script: SEEN,
    steps: [{ at: "request", end: true, headers: { "x-forwarded-proto": "" } }],
  },
  {
    name: "an expectation that Envoy meets is removed",
    script: `request-headers: args; pairs-map 0; property response/code\nrequest-body: property response/code\n${LOG}`,
    exchanges: [{ headers: { expect: "100-Continue" }, body: "a" }],
  },
  passes("an expectation that Envoy does not know is kept", {
    headers: { expect: "200-ok" },
  }),
  passes("of te only trailers stay", { headers: { te: "deflate , trailers" } }),
  passes("te goes without trailers", { headers: { te: "gzip, trailers;q=1" } }),
  passes("te goes with trailers in another case", {
    headers: { te: "Trailers" },
  }),
  passes("an empty te stays", { headers: { te: "" } }),
  passes("te stays that the connection names, with trailers", {
    headers: { connection: "TE", te: "gzip, trailers" },
  }),
  passes("te goes that the connection names, without trailers", {
    headers: { connection: "te", te: "gzip" },
  }),
  passes("what is about the client's connection goes", {
    headers: {
      "keep-alive": "timeout=5",
      "proxy-connection": "keep-alive",
      "proxy-authorization": "a",
      "proxy-authenticate": "b",
      trailer: "x-t",
    },
  }),
  passes("headers go that the connection names", {
    headers: [
      ["connection", "X-A, keep-alive"],
      ["x-a", "1"],
      ["X-a", "2"],
      ["x-b", "3"],
      ["connection", "cookie"],
      ["cookie", "a=b"],
    ],
  }),
  passes("a client that closes is told that Envoy does", {
    headers: { connection: "close" },
  }),
  refused("a connection that names the host leaves none", {
    headers: { connection: "host" },
  }),
  refused("a connection that names who is forwarded for", {
    headers: { connection: "x-forwarded-for" },
  }),
  refused("a connection that names a pseudo-header", {
    headers: { connection: ":path" },
  }),
  refused("a connection that names ten headers", {
    headers: { connection: "a,b,c,d,e,f,g,h,i,j" },
  }),
  passes("an upgrade to HTTP/2 is ignored", {
    headers: {
      connection: "upgrade, http2-settings",
      upgrade: "h2c",
      "http2-settings": "AAA",
    },
  }),
  passes("an upgrade is ignored that the connection does not name", {
    headers: { upgrade: "websocket" },
  }),
  passes("a connection is ignored that upgrades to nothing", {
    headers: { connection: "Upgrade" },
  }),
  refused("an upgrade to WebSocket is forbidden", {
    headers: { connection: "keep-alive, Upgrade", upgrade: "websocket" },
  }),
  refused("an upgrade of several protocols is forbidden", {
    headers: { connection: "upgrade, x-a", upgrade: "foo, h2c", "x-a": "1" },
  }),
  refused("a path with a fragment is refused", { path: "/a?b#c" }),
  refused("a path with a fragment is refused to who speaks gRPC", {
    path: "/a#b",
    headers: { "content-type": "application/grpc" },
  }),
  refused("a path with a fragment is refused to HEAD", {
    method: "HEAD",
    path: "/a#b",
  }),
  refused("a question about the whole server is not found", {
    method: "OPTIONS",
    path: "*",
  }),
  refused("a star is no path of other methods", { path: "*" }),
  refused("a path without its slash is none", { path: "other" }),
  refused("a path with a space is none", { path: "/a b" }),
  refused("a path with a control character is none", { path: "/a\x01" }),
  refused("a path beyond ASCII is none", { path: "/\xe9" }),
  passes("a path is taken with most characters as they are", {
    path: '//a/../b/./c%2f"<>\\^`{|}',
  }),
  passes("a whole URL is taken apart", {
    path: "HTTPS://user:secret@other.example:1/a?b",
  }),
  passes("a URL without a path is one of the root", {
    path: "http://other.example",
  }),
  refused("a URL of another scheme is refused", { path: "ftp://a/b" }),
  {
    name: "a CONNECT has no path, and no route",
    script: SEEN,
    steps: [
      { at: "request", method: "CONNECT", path: "a.example:443", end: true },
    ],
  },
  {
    name: "a CONNECT has no route for who speaks gRPC, either",
    script: SEEN,
    steps: [
      {
        at: "request",
        method: "CONNECT",
        path: "a.example:443",
        headers: {
          "content-type": "application/grpc",
          connection: "x-a",
          "x-a": "1",
        },
        end: true,
      },
    ],
  },
  {
    name: "a filter may answer a CONNECT, which keeps the connection",
    script: `request-headers: local 200 hi\nresponse-headers: args\n${LOG}`,
    steps: [
      { at: "request", method: "CONNECT", path: "a.example:443", end: true },
    ],
  },
  {
    name: "a filter may give a CONNECT a path and another method",
    script: `request-headers: replace-map 0 :method GET; replace-map 0 :path /\n${LOG}`,
    steps: [
      { at: "request", method: "CONNECT", path: "a.example:443", end: true },
      { at: "client-close" },
    ],
  },
  refused("a CONNECT without a port is refused", {
    method: "CONNECT",
    path: "a.example",
  }),
  refused("a method that Envoy does not know is refused", { method: "BREW" }),
  refused("a method in lower case is refused", { method: "get" }),
  passes("methods beyond those of HTTP are taken", { method: "PROPFIND" }),
  passes("a DELETE has no length", { method: "DELETE" }),
  passes("a PATCH without a body", { method: "PATCH" }),
  refused("a host with a slash is refused", { authority: "a/b" }),
  passes("a host of most characters is taken", {
    authority: "a_b!$&'()*+,;=%41[::1]@x:80",
  }),
  passes("a host may be empty", { authority: "" }),
  passes("two hosts are joined", {
    headers: [
      ["host", "a"],
      ["host", "b"],
    ],
  }),
  refused("a header's name that is no token is refused", {
    headers: { "x(a": "1" },
  }),
  refused("a HEAD that the codec refuses gets a body", {
    method: "HEAD",
    headers: { "x(a": "1" },
  }),
  refused("a header's value with a control character is refused", {
    headers: { "x-a": "a\x01b" },
  }),
  passes("white space around a header's value goes", {
    headers: { "x-a": " \t b\tc \t" },
  }),
  passes("a hundred headers are taken, the host among them", {
    headers: many(99),
  }),
  refused("more than a hundred headers are refused", { headers: many(100) }),
  refused("more than a hundred headers are refused to who speaks gRPC", {
    headers: [...many(99), ["content-type", "application/grpc"]],
  }),
  passes("headers that Envoy joins count once", {
    headers: Array.from({ length: 120 }, (): Header => ["accept", "a"]),
  }),
  passes("headers of 60 KiB are taken", {
    headers: { "x-a": "a".repeat(60 * 1024 - HEAD_SIZE) },
  }),
  refused("headers of more than 60 KiB are refused", {
    headers: { "x-a": "a".repeat(60 * 1024 - HEAD_SIZE + 1) },
  }),
  refused("a length that is no number is refused", {
    headers: { "content-length": "x" },
  }),
  refused("two lengths are refused", {
    headers: [
      ["content-length", "0"],
      ["content-length", "0"],
    ],
  }),
  refused("a length beside chunks is refused", {
    headers: { "content-length": "2", "transfer-encoding": "chunked" },
  }),
  refused("an encoding other than chunks is refused", {
    headers: { "transfer-encoding": "gzip, chunked" },
  }),
];
