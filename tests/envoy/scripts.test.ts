import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { type Header, request } from "../../cli/envoy/http-request.ts";
import { ListenerFile } from "../../cli/envoy/listener-file.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { wasmBootstrapExtension } from "../../cli/envoy/wasm-extension.ts";
import { compile } from "../compile.ts";
import { tempFolder } from "../temp-folder.ts";
import { GrpcServer } from "./grpc-server.ts";
import { rawServer } from "./raw-server.ts";
import { Upstream } from "./upstream.ts";
import { waitForLines } from "./wait-for-lines.ts";

/** Collects wherever that may be, and overwrites what it frees. */
const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const wasm = await compile("tests/envoy/filters/scripts.ts", EAGER);

/** What the TCP listeners are for, each with the plugin's configuration. */
const TCP = ["edit", "connect", "ask", "frame", "early", "limit", "tell"];

function listeners(kept: string) {
  const connections = [...TCP, "hold"].map((configuration) => {
    // A trap ends the VM.
    const vmId = configuration === "hold" ? "hold" : undefined;
    const plugin = { wasm, rootId: "handler", configuration, vmId };
    const name = configuration;
    return tcpListener({
      name,
      filters: [{ ...plugin, name }],
      cluster: "echo",
    });
  });
  const tasks = { wasm, rootId: "tasks", name: "tasks", configuration: kept };
  const waits = {
    wasm,
    rootId: "waits",
    name: "waits",
    allowOnHeadersStopIteration: true,
  };
  const failing = { ...tasks, name: "throw", vmId: "throw" };
  return [
    ...connections,
    httpListener({
      name: "throw",
      filters: [{ ...failing, configuration: "throw" }],
    }),
    httpListener({ filters: [tasks], routes: [routeTo("one")] }),
    httpListener({
      name: "waits",
      filters: [waits],
      routes: [routeTo("one")],
      trailers: true,
    }),
    httpListener({
      name: "again",
      filters: [{ ...waits, name: "again" }],
      routes: [
        {
          match: { prefix: "/" },
          route: {
            cluster: "one",
            internal_redirect_policy: {},
            retry_policy: { retry_on: "5xx", num_retries: 1 },
          },
        },
      ],
    }),
  ];
}

// One Envoy for all: the tests touch different listeners of it.
const folder = await tempFolder({ after });
const tried = new Set<string>();
const upstream = await Upstream.start(({ path, headers }, response) => {
  if (path.startsWith("/bad")) response.statusCode = 403;
  if (path === "/again/retry" && !tried.has(path)) response.statusCode = 503;
  tried.add(path);
  if (path === "/again/moved") {
    response.statusCode = 302;
    response.setHeader("location", "http://any/again/target");
  }
  const [, kept = ""] = headers.find(([name]) => name === "x-kept") ?? [];
  response.end(kept === "" ? path : kept);
});
after(() => upstream.stop());
const grpc = await GrpcServer.start(
  { after },
  {
    "/test.Chat/Talk": {
      onMessage: (call, text) => {
        call.send(`re ${text}`);
      },
      onEnd: (call) => {
        call.send("last");
        call.end(5, "no more");
      },
    },
    "/test.One/Talk": {},
    "/test.Two/Talk": { onStart: (call) => call.send("second") },
  },
);
const echo = await rawServer({ after }, (socket) => {
  socket.on("data", (data) => socket.write(data));
  socket.on("end", () => socket.end());
});
const file = await ListenerFile.write(folder, listeners("keep"));
const service = {
  wasm,
  rootId: "lone",
  vmId: "service",
  configuration: "its text",
};
const envoy = await EnvoyProcess.start(
  bootstrap({
    node: { id: "any", cluster: "any" },
    clusters: [
      cluster({ name: "one", port: upstream.port }),
      cluster({ name: "echo", port: echo }),
      cluster({ name: "grpc", port: grpc.port, http2: true }),
    ],
    extensions: [wasmBootstrapExtension(service, { singleton: true })],
    fields: file.fields,
  }),
  {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
    args: ["--drain-time-s", "1"],
  },
);
after(() => envoy.stop());

/** The lines of a plugin that has a name, from one on. */
function linesOf(name: string, from: number): string[] {
  return envoy.logs.slice(from).flatMap((line) => {
    return new RegExp(`wasm log ${name} [^:]*: (.*)$`).exec(line)?.[1] ?? [];
  });
}

/** Sends a GET to a listener. */
function ask(listener: string, path = "/") {
  return request({ port: envoy.port(listener), path });
}

/** A connection that collects what it gets. */
async function open(listener: string) {
  const socket = connect(envoy.port(listener), "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  let text = "";
  socket.on("data", (data) => (text += data.toString()));
  const until = async (length: number) => {
    while (text.length < length) await once(socket, "data");
    return text;
  };
  return { socket, until, closed: once(socket, "close"), got: () => text };
}

test("StreamHandler.read hands over parts of both directions, which may change before they go on", async () => {
  const { socket, until } = await open("edit");
  socket.write("one");
  assert.equal(await until(9), "<[one]1>1");
  socket.write("two");
  assert.equal(await until(18), "<[one]1>1<[two]2>2");
  const from = envoy.logs.length;
  socket.end();
  await envoy.waitForLog("2 parts", { from });
});

test("StreamHandler.onDownstream waits for a call before the server is connected, and data is held", async () => {
  const { socket, until } = await open("connect");
  socket.write("early");
  assert.equal(await until(5), "early");
  socket.destroy();
});

test("StreamHandler.read has what came while the method waited for a call, and closeDownstream ends a refused connection", async () => {
  const from = envoy.logs.length;
  const accepted = await open("ask");
  accepted.socket.write("one");
  await envoy.waitForLog("one one /one true false 2", { from });
  assert.equal(await accepted.until(3), "one");
  accepted.socket.write("two");
  assert.equal(await accepted.until(6), "onetwo");
  accepted.socket.end();
  await envoy.waitForLog("ask handler: end", { from });
  await accepted.closed;
  const refused = await open("ask");
  refused.socket.write("bad");
  await refused.closed;
  assert.equal(refused.got(), "");
  // One that leaves while its method waits.
  const gone = await open("ask");
  gone.socket.write("gone");
  gone.socket.resetAndDestroy();
  await waitForLines(envoy, "ask handler: deleted", 3);
});

test("StreamHandler.read waits for as many bytes as it is asked for, or for what ends the wait", async () => {
  const from = envoy.logs.length;
  const framed = await open("frame");
  framed.socket.write("1");
  setTimeout(() => framed.socket.write("2"), 20);
  assert.equal(await framed.until(2), "12");
  framed.socket.end("3");
  await envoy.waitForLog("rest 3", { from });
  const late = await open("limit");
  late.socket.write("abc");
  assert.equal(await late.until(3), "abc");
  const early = await open("limit");
  early.socket.write("abcd");
  assert.equal(await early.until(4), "abcd");
  assert.deepEqual(
    linesOf("limit", from).filter((line) => line !== "deleted"),
    ["none true", "abcd"],
  );
  late.socket.destroy();
  early.socket.destroy();
});

test("StreamHandler.continueDownstream and StreamHandler.continueUpstream let data go on while their methods go on", async () => {
  const early = await open("early");
  early.socket.write("at once");
  assert.equal(await early.until(7), "at once");
  await envoy.waitForLog("early handler: late");
  const told = await open("tell");
  told.socket.write("hello");
  assert.equal(await told.until(5), "hello");
  await envoy.waitForLog("tell handler: told hello");
  early.socket.destroy();
  told.socket.destroy();
});

test("StreamHandler.onUpstream that holds what Envoy cannot let go traps with a sentence", async () => {
  const { socket, closed } = await open("hold");
  socket.write("held");
  await closed;
  await envoy.waitForLog("Cannot wait in onUpstream for anything but data");
});

test("PluginTask.run that throws is one critical line in each thread, and ends the VM", async () => {
  // In the main thread and in the worker.
  const lines = await waitForLines(envoy, "cannot go on at scripts.ts", 2);
  assert.match(lines[0], /critical.*wasm log .*throw: /);
  assert.equal((await ask("throw")).status, 503);
});

test("PluginTask.run of a service that is a singleton runs once, and gets each item of its queue", async () => {
  await envoy.waitForLog("lone /lone its text");
  for (const path of ["/job1", "/job2", "/job3"]) await ask("waits", path);
  await envoy.waitForLog("lone took /job3");
  assert.deepEqual(linesOf("lone", 0), [
    "lone began",
    "lone /lone its text",
    "lone took /job1",
    "lone took /job2",
    "lone took /job3",
  ]);
});

test("GrpcExchange.receive waits for each message of the server, or for what ends the wait", async () => {
  const from = envoy.logs.length;
  assert.equal((await ask("waits", "/talk/patient")).status, 200);
  assert.equal((await ask("waits", "/first/patient")).status, 200);
  assert.equal((await ask("waits", "/refused")).status, 200);
  assert.deepEqual(linesOf("waits", from), [
    "got re ask0",
    "got re ask1",
    "rest last",
    "ended 5no more",
    "first 1",
    "cancelled truefalse",
    "false true 3 The proxy refused the stream, with status 10",
  ]);
});

test("Body.collect, Body.next and HttpMessage.waitForTrailers wait no longer than their limit", async () => {
  for (const path of ["/slow", "/slow/parts", "/slow/trailers"]) {
    const socket = connect(envoy.port("waits"), "127.0.0.1");
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nmel`,
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 408 /, path);
    socket.destroy();
  }
});

test("a handler is begun again where the router redirects its request, and not where it retries", async () => {
  const port = envoy.port("again");
  const send = (path: string) =>
    request({ port, method: "POST", path, body: "melon" });
  const from = envoy.logs.length;
  assert.equal((await send("/again/retry")).text, "/again/retry");
  assert.equal((await send("/again/moved")).text, "/again/target");
  await envoy.waitForLog("ended /again/target", { from });
  assert.deepEqual(linesOf("again", from), [
    "request /again/retry melon",
    "response 200 200",
    "ended /again/retry",
    "request /again/moved melon",
    "ended /again/moved",
    "request /again/target melon",
    "response 200 200",
    "ended /again/target",
  ]);
});

test("HttpMessage.holdHeaders lets a body decide on its headers, before and after other waits", async () => {
  const port = envoy.port("waits");
  const post = (path: string, body: string, trailers: Header[] = []) =>
    request({ port, method: "POST", path, body, trailers });
  const checked = ["/hold", "/hold/late", "/hold/ask", "/hold/ask/late"]
    .flatMap((path) => [
      post(path, "melon"),
      post(path, "melon", [["x-end", "1"]]),
    ])
    .map(async (answer) => {
      const response = await answer;
      assert.equal(response.text, "[melon]");
      assert.equal(response.header("x-body"), "[melon]");
    });
  await Promise.all(checked);
  assert.equal((await post("/hold/part", "melon")).text, "melon");
  assert.equal((await post("/hold/ask", "bad")).status, 422);
  assert.equal((await post("/hold", "x".repeat(20))).status, 413);
  assert.equal((await ask("waits", "/hold")).text, "[]");
});

test("PluginTask.run keeps what it fetches for the streams of its worker, and ends with its configuration", async () => {
  const keptBy = async (what: string) => {
    for (;;) {
      const { text } = await ask("main");
      if (text.startsWith(what)) return text;
    }
  };
  assert.match(await keptBy("keep200"), /^keep200\/keep\/\d+$/);
  await file.replace(listeners("keep-2"));
  assert.match(await keptBy("keep-2200"), /^keep-2200\/keep-2\/\d+$/);
  await waitForLines(envoy, "tasks: ended keep", 2);
  const count = () =>
    upstream.requests.filter(({ path }) => path.startsWith("/keep/")).length;
  const before = count();
  const from = upstream.requests.length;
  while (upstream.requests.length < from + 4) await ask("main");
  await keptBy("keep-2200");
  assert.equal(count(), before);
  const critical = envoy.logLines(/critical/);
  assert.ok(critical.every((line) => /wasm log .*(hold|throw): /.test(line)));
});
