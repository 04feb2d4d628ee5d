import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { request, type Header } from "../../../cli/envoy/http-request.ts";
import { parseService } from "../../../cli/base/service-address.ts";
import { ACTS } from "../../conformance/scenario/filters.ts";
import { startServing } from "./serving.ts";
import {
  SCRIPT,
  ADD_HEADER,
  recording,
  listen,
  nowhere,
  rawExchange,
  get,
  startEnvoyOf,
} from "./peers.ts";

for (const method of ["GET", "DELETE", "HEAD", "POST", "OPTIONS"]) {
  test(`startServer frames the body of a ${method} as it arrived, by length or in chunks`, async (t) => {
    const { server, upstream } = await recording(t, (_, answer) =>
      answer.end(),
    );
    const { port } = await startServing(t, { filter: SCRIPT, upstream });
    await request({ port, method, body: "body" });
    const chunked: Header[] = [["transfer-encoding", "chunked"]];
    await request({ port, method, body: "body", headers: chunked });
    await request({ port, method });
    const bodies = server.requests.map(({ body }) => body.toString());
    assert.deepEqual(bodies, ["body", "body", ""]);
    const framing = server.requests.map(({ headers }) =>
      headers
        .filter(([name]) => /content-length|transfer-encoding/i.test(name))
        .map(([, value]) => value),
    );
    // Node's client says that a POST without a body is chunked.
    const none = { POST: ["chunked"], OPTIONS: ["0"] }[method] ?? [];
    assert.deepEqual(framing, [["4"], ["chunked"], none]);
  });
}

test("startServer passes trailers in both directions, through the filter", async (t) => {
  const { server, upstream } = await recording(t, (_, answer) => {
    answer.addTrailers({ "x-end": "response" });
    answer.write("body");
    answer.end();
  });
  const { port } = await startServing(t, { filter: SCRIPT, upstream });
  const script =
    "requestTrailers/trailer.set/x-added/1 responseTrailers/trailer.set/x-added/2";
  const response = await request({
    port,
    method: "POST",
    headers: [["x-do", script]],
    body: "body",
    trailers: { "x-end": "request" },
  });
  assert.deepEqual(server.requests[0].trailers, [
    ["x-end", "request"],
    ["x-added", "1"],
  ]);
  assert.deepEqual(response.trailers, [
    ["x-end", "response"],
    ["x-added", "2"],
  ]);
});

test("startServer passes parts on as they arrive, and breaks off when the client has gone", async (t) => {
  const events = new EventEmitter();
  const { upstream } = await recording(t, (_, answer) => {
    answer.writeHead(200, { "content-type": "text/event-stream" });
    answer.write("data: one\n\n");
    events.once("next", () => answer.write("data: two\n\n"));
    answer.on("close", () => void events.emit("closed"));
  });
  const { port, said } = await startServing(t, { filter: SCRIPT, upstream });
  const asked = httpRequest({ port, host: "127.0.0.1", agent: false }).end();
  const [answer] = (await once(asked, "response")) as [NodeJS.ReadableStream];
  const [first] = (await once(answer, "data")) as [Buffer];
  assert.equal(first.toString(), "data: one\n\n");
  events.emit("next");
  const [second] = (await once(answer, "data")) as [Buffer];
  assert.equal(second.toString(), "data: two\n\n");
  const closed = once(events, "closed");
  asked.on("error", () => undefined);
  asked.destroy();
  await closed;
  assert.match(said.join("\n"), /^GET \/ → 200 /m);
  assert.match(said.join("\n"), /broken off: downstream_remote_disconnect/);
});

test("startServer passes a request's parts on before it is complete", async (t) => {
  const parts = new EventEmitter();
  const server = createServer((incoming, answer) => {
    incoming.on("data", (part: Buffer) => {
      parts.emit("part", part.toString());
      answer.write(part);
    });
    incoming.on("end", () => answer.end());
  });
  const upstream = parseService(`127.0.0.1:${await listen(t, server)}`);
  const { port } = await startServing(t, { filter: SCRIPT, upstream });
  const asked = httpRequest({ port, host: "127.0.0.1", method: "POST" });
  const answered = once(asked, "response");
  for (const each of ["one", "two"]) {
    const part = once(parts, "part");
    asked.write(each);
    assert.deepEqual(await part, [each]);
  }
  asked.end();
  const [answer] = (await answered) as [NodeJS.ReadableStream];
  assert.equal(await text(answer), "onetwo");
});

test("startServer passes megabytes through, whichever side is slow", async (t) => {
  const server = createServer((incoming, answer) => incoming.pipe(answer));
  const upstream = parseService(`127.0.0.1:${await listen(t, server)}`);
  const { port } = await startServing(t, { filter: SCRIPT, upstream });
  const body = Buffer.alloc(8 * 1024 * 1024, "x");
  const response = await request({ port, method: "POST", body });
  assert.ok(response.body.equals(body));
});

test("startServer reads a target in its absolute form as Envoy does", async (t) => {
  const { server, upstream } = await recording(t);
  const names = ["other.example"];
  const served = { filter: ADD_HEADER, upstream, names };
  const { port } = await startServing(t, served);
  const envoy = await startEnvoyOf(t, ADD_HEADER, { upstream });
  for (const target of ["http://other.example/x?y", "http://other.example"]) {
    for (const each of [port, envoy.port()])
      await rawExchange(each, get(target));
    const [ours, theirs] = server.requests.splice(0);
    const asked = ({ path, headers }: typeof ours) => [
      path,
      headers.find(([name]) => name.toLowerCase() === "host")?.[1],
    ];
    assert.deepEqual(asked(ours), asked(theirs));
    assert.equal(asked(ours)[1], "other.example");
  }
});

test("startServer accepts as many bytes of headers as Envoy does, and reports what it refuses", async (t) => {
  const { port, said } = await startServing(t, { filter: SCRIPT });
  const large = (size: number) => get("/", `x-large: ${"x".repeat(size)}`);
  assert.match(await rawExchange(port, large(50_000)), /^HTTP\/1.1 200 /);
  const refused = await rawExchange(port, large(70_000));
  assert.match(refused, /^HTTP\/1.1 431 .*Request Header Fields Too Large$/s);
  assert.match(said.at(-1) ?? "", /^Answered 431: .* exceed 60 KiB/);
  assert.match(await rawExchange(port, "NO HTTP\r\n\r\n"), /^HTTP\/1.1 400 /);
  assert.match(said.at(-1) ?? "", /^Answered 400: /);
  const tunnel = await rawExchange(
    port,
    "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n",
  );
  assert.match(tunnel, /^HTTP\/1.1 404 /);
});

test("startServer sends a complete answer if the filter sets a header that Node refuses", async (t) => {
  // Through the ABI directly, as other SDKs allow; this one refuses both.
  const scripted = (script: string) =>
    startServing(t, {
      filter: ACTS,
      deployment: { rootId: "acts", configuration: script },
    });
  const { port, said } = await scripted(
    "response-headers: add-map 2 a(b) 1; add-map 2 x-fine 2",
  );
  const response = await request({ port });
  assert.equal(response.status, 200);
  assert.equal(response.header("x-fine"), "2");
  assert.match(response.text, /^:path: \/$/m);
  assert.match(said.join("\n"), /Left out a header .*: a\(b\)\./);
  const odd = await scripted("response-headers: replace-map 2 :status 1000");
  const broken = await request({ port: odd.port });
  assert.equal(broken.status, 500);
  assert.equal(broken.text, "The filter answered with status 1000.\n");
});

for (const [failPolicy, second, third] of [
  ["closed", 503, 503],
  ["open", 200, 200],
  ["reload", 503, 200],
] as const) {
  test(`startServer applies the policy ${failPolicy} once the filter has failed`, async (t) => {
    const { port } = await startServing(t, {
      filter: "tests/envoy/filters/throws.ts",
      deployment: { failPolicy, rootId: "throws" },
    });
    const statusOf = (path: string) =>
      request({ port, path }).then(
        ({ status }) => status,
        () => 0,
      );
    await statusOf("/throw");
    assert.equal(await statusOf("/"), second);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.equal(await statusOf("/"), third);
  });
}

test("startServer answers only for its own names and the allowed ones", async (t) => {
  const names = ["My.example"];
  const { port, said } = await startServing(t, { filter: ADD_HEADER, names });
  for (const [host, status] of [
    ["localhost", 200],
    ["localhost:10000", 200],
    ["a.localhost.", 200],
    ["127.0.0.1", 200],
    ["[::1]:80", 200],
    ["my.example:1", 200],
    ["evil.example", 403],
    ["localhost.evil.example", 403],
    ["[evil]", 403],
    ["127.0.0.1.evil.example", 403],
  ] as const) {
    const response = await request({ port, headers: { host } });
    assert.equal(response.status, status, host);
  }
  const absolute = await rawExchange(port, get("http://evil.example/"));
  assert.match(absolute, /^HTTP\/1.1 403 /);
  assert.match(absolute, /"evil.example": add its name with --allow-host\.\n$/);
  assert.match(said.at(-1) ?? "", /→ 403: /);
});

test("startServer upgrades a connection to what --upgrade names, through the filter, and to nothing else", async (t) => {
  const server = createServer((_, answer) => answer.end("no upgrade"));
  server.on("upgrade", (asked, socket) => {
    const protocol = asked.headers.upgrade;
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${protocol}\r\nx-up: 1\r\n\r\n`,
    );
    socket.pipe(socket);
  });
  const upstream = parseService(`127.0.0.1:${await listen(t, server)}`);
  const asking = (protocol: string, script = "") =>
    `GET /chat HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: ${protocol}\r\nx-do: ${script}\r\n\r\n`;
  const upgrade = ["websocket"];
  const served = { filter: SCRIPT, upstream, upgrade };
  const { port, said, stop } = await startServing(t, served);

  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(asking("websocket", "requestBody/body.append/!"));
  const [head] = (await once(socket, "data")) as [Buffer];
  assert.match(head.toString(), /^HTTP\/1.1 101 .*x-up: 1/s);
  assert.match(head.toString(), /^upgrade: websocket\r$/m);
  socket.write("ping");
  const [echoed] = (await once(socket, "data")) as [Buffer];
  assert.equal(echoed.toString(), "ping!");

  const denied = await rawExchange(
    port,
    asking("websocket", "requestHeaders/local/403/text=no"),
  );
  assert.match(denied, /^HTTP\/1.1 403 /);
  assert.match(await rawExchange(port, asking("other")), /^HTTP\/1.1 403 /);
  assert.match(await rawExchange(port, asking("h2c")), /no upgrade$/);
  const closed = once(socket, "close");
  stop();
  await closed;
  assert.match(said.join("\n"), /^GET \/chat → 101 /m);

  const plain = await startServing(t, { filter: SCRIPT, upstream });
  const asked = asking("websocket").replace("Upgrade", "upgrade, close");
  assert.match(await rawExchange(plain.port, asked), /^HTTP\/1.1 403 /);
  assert.match(plain.said.at(-1) ?? "", /add --upgrade websocket/);
});

test("startServer buffers as much of a body as --buffer-limit allows", async (t) => {
  const filter = "examples/body-edit/assembly/index.ts";
  for (const [bufferLimit, status] of [
    [1000, 413],
    [3000, 200],
  ]) {
    const { port } = await startServing(t, { filter, bufferLimit });
    const body = "x".repeat(2000);
    const response = await request({ port, method: "POST", body });
    assert.equal(response.status, status);
  }
});

test("startServer gives the filter the least capabilities if the deployment asks for it", async (t) => {
  const { port } = await startServing(t, {
    filter: ADD_HEADER,
    deployment: { capabilities: "least", configuration: "melon" },
  });
  assert.equal((await request({ port })).header("hello"), "melon");
});

test("startServer prints what a filter logs outside any request", async (t) => {
  const { said } = await startServing(t, {
    filter: "tests/envoy/filters/http-call.ts",
    cluster: { upstream: parseService(await nowhere()) },
  });
  while (!said.some((line) => line.startsWith("info plugin got upstream"))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
