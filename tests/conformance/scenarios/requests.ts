import type { Header } from "../../../host/index.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Step } from "../scenario/step.ts";
import { INTERNAL } from "./routing.ts";

type Request = Omit<Extract<Step, { at: "request" }>, "at">;

const LOG =
  "log: pairs-map 0; pairs-map 2; property request/path; property request/method; property request/host; property request/size; property request/total_size; property response/code; property response/code_details; property response/flags";
const SEEN = `request-headers: args; pairs-map 0\nresponse-headers: args; pairs-map 2\n${LOG}\ndone: args`;
const OK: Step = { at: "response", end: true };

/** A request that reaches the upstream, as a filter sees it. */
function passes(name: string, request: Request, script = SEEN): Scenario {
  const steps: Step[] = [{ at: "request", end: true, ...request }, OK];
  return { name, script, steps };
}

/** A request that Envoy answers before any filter sees it. */
function refused(name: string, request: Request): Scenario {
  const never = ["request-headers", "response-headers"];
  const steps: Step[] = [{ at: "request", end: true, ...request }];
  return { name, script: SEEN, never, steps };
}

function many(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`x-${index}`, "a"]);
}

/** The size of a request's head with an empty header `x-a`. */
const HEAD_SIZE = "GET / HTTP/1.1\r\nhost: example.com\r\nx-a: \r\n\r\n".length;

/** How Envoy's codec and connection manager treat requests. */
export const REQUESTS: Scenario[] = [
  passes("headers that only Envoy may send to Envoy are removed", {
    headers: INTERNAL.map((name): Header => [name, "1"]),
  }),
  passes("a client that says it is internal is external", {
    headers: { "x-forwarded-for": "10.0.0.1", "x-envoy-internal": "true" },
  }),
  passes("headers that say who a request is forwarded for are kept", {
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
  passes("a forwarded protocol sets the scheme", {
    headers: { "x-forwarded-proto": "https" },
  }),
  passes("a forwarded protocol in any case sets the scheme", {
    headers: { "x-forwarded-proto": "HTTPS" },
  }),
  passes("a forwarded protocol that is not a scheme is kept", {
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
  passes("only trailers stays in te", {
    headers: { te: "deflate , trailers" },
  }),
  passes("te without trailers is removed", {
    headers: { te: "gzip, trailers;q=1" },
  }),
  passes("te with trailers in another case is removed", {
    headers: { te: "Trailers" },
  }),
  passes("an empty te stays", { headers: { te: "" } }),
  passes("te with trailers stays if the connection names it", {
    headers: { connection: "TE", te: "gzip, trailers" },
  }),
  passes("te without trailers is removed if the connection names it", {
    headers: { connection: "te", te: "gzip" },
  }),
  passes("headers about the client's connection are removed", {
    headers: {
      "keep-alive": "timeout=5",
      "proxy-connection": "keep-alive",
      "proxy-authorization": "a",
      "proxy-authenticate": "b",
      trailer: "x-t",
    },
  }),
  passes("headers that the connection names are removed", {
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
  refused("a connection that names the host removes it", {
    headers: { connection: "host" },
  }),
  refused("a connection that names x-forwarded-for", {
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
  passes("an upgrade that the connection does not name is ignored", {
    headers: { upgrade: "websocket" },
  }),
  passes("a connection that upgrades to nothing is ignored", {
    headers: { connection: "Upgrade" },
  }),
  refused("an upgrade to WebSocket is forbidden", {
    headers: { connection: "keep-alive, Upgrade", upgrade: "websocket" },
  }),
  refused("an upgrade of several protocols is forbidden", {
    headers: { connection: "upgrade, x-a", upgrade: "foo, h2c", "x-a": "1" },
  }),
  refused("a path with a fragment is refused", { path: "/a?b#c" }),
  refused("a path with a fragment is refused for a gRPC client", {
    path: "/a#b",
    headers: { "content-type": "application/grpc" },
  }),
  refused("a path with a fragment is refused for HEAD", {
    method: "HEAD",
    path: "/a#b",
  }),
  refused("an OPTIONS request for the whole server is not found", {
    method: "OPTIONS",
    path: "*",
  }),
  refused("a star is not a path for other methods", { path: "*" }),
  refused("a path without a slash is invalid", { path: "other" }),
  refused("a path with a space is invalid", { path: "/a b" }),
  refused("a path with a control character is invalid", { path: "/a\x01" }),
  refused("a non-ASCII path is invalid", { path: "/\xe9" }),
  passes("most characters of a path are accepted unchanged", {
    path: '//a/../b/./c%2f"<>\\^`{|}',
  }),
  passes("a whole URL is split", {
    path: "HTTPS://user:secret@other.example:1/a?b",
  }),
  passes("a URL without a path means the root", {
    path: "http://other.example",
  }),
  refused("a URL of another scheme is refused", { path: "ftp://a/b" }),
  {
    name: "a CONNECT has neither a path nor a route",
    script: SEEN,
    steps: [
      { at: "request", method: "CONNECT", path: "a.example:443", end: true },
    ],
  },
  {
    name: "a CONNECT has no route for a gRPC client, either",
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
    name: "a filter may answer a CONNECT and keep the connection",
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
  passes("methods beyond those of HTTP are accepted", { method: "PROPFIND" }),
  passes("a DELETE has no length", { method: "DELETE" }),
  passes("a PATCH without a body", { method: "PATCH" }),
  refused("a host with a slash is refused", { authority: "a/b" }),
  passes("most characters of a host are accepted", {
    authority: "a_b!$&'()*+,;=%41[::1]@x:80",
  }),
  passes("a host may be empty", { authority: "" }),
  passes("two hosts are joined", {
    headers: [
      ["host", "a"],
      ["host", "b"],
    ],
  }),
  refused("a header name that is not a token is refused", {
    headers: { "x(a": "1" },
  }),
  refused("a HEAD request that the codec refuses gets a body", {
    method: "HEAD",
    headers: { "x(a": "1" },
  }),
  refused("a header value with a control character is refused", {
    headers: { "x-a": "a\x01b" },
  }),
  passes("white space around a header value is removed", {
    headers: { "x-a": " \t b\tc \t" },
  }),
  passes("a hundred headers are accepted, including the host", {
    headers: many(99),
  }),
  refused("more than a hundred headers are refused", { headers: many(100) }),
  refused("more than a hundred headers are refused for a gRPC client", {
    headers: [...many(99), ["content-type", "application/grpc"]],
  }),
  passes("headers that Envoy joins count once", {
    headers: Array.from({ length: 120 }, (): Header => ["accept", "a"]),
  }),
  passes("headers of 60 KiB are accepted", {
    headers: { "x-a": "a".repeat(60 * 1024 - HEAD_SIZE) },
  }),
  refused("headers of more than 60 KiB are refused", {
    headers: { "x-a": "a".repeat(60 * 1024 - HEAD_SIZE + 1) },
  }),
  refused("a length that is not a number is refused", {
    headers: { "content-length": "x" },
  }),
  refused("two lengths are refused", {
    headers: [
      ["content-length", "0"],
      ["content-length", "0"],
    ],
  }),
  refused("a length together with chunks is refused", {
    headers: { "content-length": "2", "transfer-encoding": "chunked" },
  }),
  refused("an encoding other than chunks is refused", {
    headers: { "transfer-encoding": "gzip, chunked" },
  }),
];
