import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import {
  request,
  type Header,
  type HttpResponse,
} from "../../cli/envoy/http-request.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { wasmBootstrapExtension } from "../../cli/envoy/wasm-extension.ts";
import { GrpcServer } from "../envoy/grpc-server.ts";
import { http2Request } from "../envoy/http2-request.ts";
import {
  Upstream,
  type RecordedRequest,
  type UpstreamHandler,
} from "../envoy/upstream.ts";
import {
  exampleListener,
  examplePlugin,
  startExamples,
} from "./start-examples.ts";

const GRPC = "application/grpc";

/** What the service of http-auth answers, by the request's authorization. */
const DECISIONS: Record<string, UpstreamHandler> = {
  good: (_, response) => response.setHeader("x-auth-user", "joe").end(),
  nameless: (_, response) => response.end(),
  unknown: (_, response) =>
    response.writeHead(401, { "www-authenticate": "Basic" }).end(),
  broken: (_, response) => response.destroy(),
};

const services: Record<string, UpstreamHandler> = {
  "/auth": (recorded, response) => {
    const [, credentials] =
      recorded.headers.find(([name]) => name === "authorization") ?? [];
    const decide = DECISIONS[credentials ?? ""];
    if (decide) decide(recorded, response);
    else response.writeHead(403).end();
  },
  "/fetch": (_, response) => response.end("melon"),
  "/": (_, response) => response.end("one of ten"),
};

async function serve(handler?: UpstreamHandler): Promise<Upstream> {
  const upstream = await Upstream.start(handler);
  after(() => upstream.stop());
  return upstream;
}

const upstream = await serve();
const service = await serve((recorded, response) =>
  services[recorded.path](recorded, response),
);
/** What request-mirror sends to its other server, which answers 500 to `/broken`. */
const copies = new EventEmitter();
const shadow = await serve((recorded, response) => {
  if (recorded.path === "/broken") response.statusCode = 500;
  response.end();
  copies.emit("copy", recorded);
});
/** What happens to calls with the token `slow`, which are not answered. */
const slowCalls = new EventEmitter();
const grpc = await GrpcServer.start(
  { after },
  {
    "/auth.v1.Auth/Check": {
      onMessage(call, message) {
        if (message.includes("slow")) return void slowCalls.emit("call");
        if (!message.includes("good")) return call.end(7);
        call.send("");
        call.end(0);
      },
      onCancel: () => slowCalls.emit("cancel"),
    },
  },
);

const routes = [routeTo("upstream")];
const plugin = { configuration: { cluster: "service" } };
const envoy = await startExamples({
  listeners: [
    await exampleListener("fan-out", { plugin, routes }),
    await exampleListener("fan-out", { name: "direct", plugin }),
    await exampleListener("fan-out", {
      name: "nobody",
      plugin: { configuration: { cluster: "nobody" } },
    }),
    await exampleListener("fetch-cache", { plugin: { vmId: "cache" } }),
    await exampleListener("grpc-auth", {
      plugin: { configuration: { cluster: "grpc" } },
      routes,
    }),
    await exampleListener("http-auth", { plugin, routes }),
    await exampleListener("request-mirror", {
      plugin: { configuration: { cluster: "shadow", body: "100B" } },
      routes,
    }),
    await exampleListener("request-mirror", {
      name: "breaking",
      plugin: { configuration: { cluster: "shadow", timeout: "4s" } },
      routes,
    }),
    await exampleListener("request-mirror", {
      name: "no-copies",
      plugin: { configuration: { cluster: "shadow", percent: 0 } },
      routes,
    }),
  ],
  clusters: [
    cluster({ name: "upstream", port: upstream.port }),
    cluster({ name: "service", port: service.port }),
    cluster({ name: "shadow", port: shadow.port }),
    cluster({ name: "grpc", port: grpc.port, http2: true }),
  ],
  extensions: [
    wasmBootstrapExtension(
      await examplePlugin("fetch-cache", {
        ...plugin,
        vmId: "cache",
        rootId: "fetch_cache_service",
      }),
      { singleton: true },
    ),
  ],
});

function ask(
  listener: string,
  headers: Header[] = [],
  path = "/",
): Promise<HttpResponse> {
  const port = envoy.port(listener);
  return request({ port, path, method: "POST", headers, body: "a body" });
}

test("examples/http-auth continues a request with its body if the service grants it", async () => {
  const response = await ask("http-auth", [
    ["authorization", "good"],
    ["x-auth-user", "root"],
  ]);
  assert.equal(response.status, 200);
  assert.equal(response.header("powered-by"), "proxy-wasm");
  const got = upstream.requests.at(-1);
  assert.equal(got?.body.toString(), "a body");
  const users = got.headers.filter(([name]) => name === "x-auth-user");
  assert.deepEqual(users, [["x-auth-user", "joe"]]);
  await ask("http-auth", [
    ["authorization", "nameless"],
    ["x-auth-user", "root"],
  ]);
  const nameless = new Map(upstream.requests.at(-1)?.headers);
  assert.equal(nameless.get("x-auth-user"), undefined);
  await envoy.waitForLog("http_auth: Access granted.");
});

test("examples/http-auth answers 401 or 403, as the service says, and 403 if it does not answer", async () => {
  const count = upstream.requests.length;
  for (const [credentials, status] of [
    ["unknown", 401],
    ["bad", 403],
    ["broken", 403],
  ] as const) {
    const headers: Header[] = [["authorization", credentials]];
    const response = await ask("http-auth", headers, "/fruit?a=1");
    assert.equal(response.status, status);
    assert.equal(response.text, "Access forbidden.\n");
    const challenge = status === 401 ? "Basic" : undefined;
    assert.equal(response.header("www-authenticate"), challenge);
    const forwarded = new Map(service.requests.at(-1)?.headers);
    assert.equal(forwarded.get("x-forwarded-uri"), "/fruit?a=1");
  }
  assert.equal(upstream.requests.length, count);
});

test("examples/grpc-auth passes calls that the service grants, and aborts others", async () => {
  const call = (token: string, path?: string) =>
    ask(
      "grpc-auth",
      [
        ["content-type", GRPC],
        ["authorization", token],
      ],
      path,
    );
  const granted = await call("good", "/hello.HelloService/SayHello");
  assert.equal(granted.status, 200);
  assert.equal(granted.header("grpc-status"), undefined);
  assert.equal(granted.header("powered-by"), "proxy-wasm");
  assert.deepEqual(grpc.calls.at(-1)?.messages, [
    Buffer.from("\n\x1c/hello.HelloService/SayHello\x12\x04good"),
  ]);
  const long = await call(`good${"x".repeat(300)}`);
  assert.equal(long.header("grpc-status"), undefined);
  assert.equal(grpc.calls.at(-1)?.messages[0].length, 3 + 3 + 304);
  const forbidden = await call("bad");
  assert.equal(forbidden.status, 200);
  assert.equal(forbidden.header("grpc-status"), "10");
  assert.equal(forbidden.header("grpc-message"), "Aborted by Proxy-Wasm!");
  const path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  const reflection = await call("bad", path);
  assert.equal(reflection.header("grpc-status"), undefined);
});

test("examples/grpc-auth cancels the call of a client that has left", async () => {
  const asked = once(slowCalls, "call");
  const cancelled = once(slowCalls, "cancel");
  const socket = connect({ port: envoy.port("grpc-auth"), host: "127.0.0.1" });
  const head = `POST / HTTP/1.1\r\nhost: a\r\ncontent-type: ${GRPC}\r\n`;
  socket.write(`${head}authorization: slow\r\ncontent-length: 0\r\n\r\n`);
  await asked;
  socket.destroy();
  await cancelled;
  // Envoy would have ended the call as well, once its time was over.
  const stats = await envoy.stats("cluster.grpc.upstream_rq_timeout");
  assert.deepEqual([...stats.values()], [0]);
});

test("examples/grpc-auth is for gRPC clients only", async () => {
  const response = await ask("grpc-auth");
  assert.equal(response.status, 503);
  assert.equal(response.text, "Service accessible only to gRPC clients.\n");
});

test("examples/fan-out resumes a response once all its calls are answered", async () => {
  const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const response = await ask("fan-out", [
    ["traceparent", parent],
    ["tracestate", "foo=1 , bar=2"],
  ]);
  const called = new Map(service.requests.at(-1)?.headers);
  assert.equal(called.get("traceparent"), parent);
  assert.equal(called.get("tracestate"), "foo=1,bar=2");
  assert.equal(response.header("total-dispatched"), "10");
  assert.equal((JSON.parse(response.text) as { body: string }).body, "a body");
  for (let i = 9; i > 0; i--) {
    await envoy.waitForLog(`pending dispatched requests: ${i}`);
  }
  await envoy.waitForLog(
    "response resumed after processed 10 dispatched request",
  );
});

test("examples/fan-out also holds Envoy's own answers, and holds nothing if no call was sent", async () => {
  const direct = await ask("direct");
  assert.equal(direct.header("total-dispatched"), "10");
  assert.equal(direct.text, "hello\n");
  const nobody = await ask("nobody");
  assert.equal(nobody.header("total-dispatched"), undefined);
  assert.equal(nobody.text, "hello\n");
});

test("examples/fetch-cache passes requests that have the token fetched by its service", async () => {
  await envoy.waitForLog("a new token");
  assert.equal((await ask("fetch-cache", [["x-auth", "melon"]])).status, 200);
  for (const headers of [[], [["x-auth", "pear"]], [["x-auth", ""]]]) {
    const response = await ask("fetch-cache", headers as Header[]);
    assert.equal(response.status, 401);
    assert.equal(response.text, "not authorized");
  }
});

/** The next copy that request-mirror sends. */
async function nextCopy(): Promise<RecordedRequest> {
  const [copy] = (await once(copies, "copy")) as [RecordedRequest];
  return copy;
}

test("examples/request-mirror sends a copy of a request to another server", async () => {
  const copied = nextCopy();
  const response = await ask("request-mirror", [["x-kept", "1"]], "/orders");
  assert.equal(response.status, 200);
  const copy = await copied;
  assert.equal(`${copy.method} ${copy.path}`, "POST /orders");
  assert.equal(copy.body.toString(), "a body");
  const headers = new Map(copy.headers);
  assert.equal(headers.get("x-kept"), "1");
  assert.equal(headers.get("x-mirrored"), "1");
  const got = upstream.requests.at(-1);
  assert.equal(got?.body.toString(), "a body");
  assert.equal(new Map(got.headers).get("x-mirrored"), undefined);
  const ended = nextCopy();
  const trailed = await http2Request({
    port: envoy.port("request-mirror"),
    body: "with trailers",
    trailers: { "x-end": "1" },
  });
  assert.equal(trailed.status, 200);
  assert.equal((await ended).body.toString(), "with trailers");
});

test("examples/request-mirror sends no copies that it should not, nor to a server that fails", async () => {
  const count = shadow.requests.length;
  const body = "-".repeat(101);
  const port = envoy.port("request-mirror");
  const large = await request({ port, method: "POST", body });
  assert.equal((JSON.parse(large.text) as { body: string }).body, body);
  await envoy.waitForLog("a body is too large to be copied");
  assert.equal((await ask("no-copies")).status, 200);
  assert.equal(shadow.requests.length, count);
  const refused = "request_mirror: a copy was not sent";
  // An answer to a copy may come after the next request.
  for (let i = 0; i < 50 && envoy.logLines(refused).length === 0; i++) {
    assert.equal((await ask("breaking", [], "/broken")).status, 200);
  }
  await envoy.waitForLog(refused);
});
