import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { parseService } from "../../../cli/base/service-address.ts";
import { listen, nowhere, startEnvoyOf } from "./peers.ts";
import { startServing, type Served } from "./serving.ts";

const TCP = "tests/envoy/filters/tcp.ts";

const TCP_LOG = "examples/tcp-log/assembly/index.ts";

/** A server that greets each client and answers what it sends, until it ends. */
async function startServer(t: TestContext, greeting = "") {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.write(greeting);
    socket.pipe(socket);
  });
  return parseService(`127.0.0.1:${await listen(t, server)}`);
}

function serveTcp(t: TestContext, served: Partial<Served> = {}) {
  const { deployment, ...rest } = served;
  return startServing(t, {
    filter: TCP,
    deployment: { form: "network", ...deployment },
    ...rest,
  });
}

/** Connects; everything that comes is one text. */
async function client(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  await once(socket, "connect");
  return socket;
}

test("serveTcp passes bytes through the filter in both directions, as Envoy does", async (t) => {
  const upstream = await startServer(t);
  const { port, said, saying } = await serveTcp(t, { upstream });
  const envoy = await startEnvoyOf(t, TCP, { upstream }, { form: "network" });
  for (const sent of ["edit me", "plain", "é"]) {
    const answers = [];
    for (const each of [port, envoy.port()]) {
      const socket = await client(each);
      socket.end(sent);
      answers.push(await text(socket));
    }
    assert.equal(answers[0], answers[1]);
  }
  await saying(/^TCP 127\.0\.0\.1:\d+ → closed by the server/);
  assert.match(
    said.join("\n"),
    /^info \[TCP 127\.0\.0\.1:\d+\] downstream \d+ /m,
  );
});

test("serveTcp serves a filter with TCP callbacks only, and says so, although nothing names its form", async (t) => {
  const { port, said, saying } = await startServing(t, { filter: TCP_LOG });
  assert.ok(said.includes("The filter has TCP callbacks only: serving TCP."));
  const socket = await client(port);
  socket.end("ping");
  assert.equal(await text(socket), "ping");
  const [report] = await saying(/^TCP .* → closed by the \w+[^]*$/);
  assert.match(report, /from the client\n {4}body, 4 bytes: "ping"$/m);
  assert.match(report, /host calls: .*proxy_log/);
});

test("serveTcp passes on what a server sends first, and how each side ends", async (t) => {
  const upstream = await startServer(t, "hello ");
  const { port } = await startServing(t, { filter: TCP_LOG, upstream });
  const socket = await client(port);
  const [greeting] = (await once(socket, "data")) as [Buffer];
  assert.equal(greeting.toString(), "hello ");
  socket.write("one");
  const [echoed] = (await once(socket, "data")) as [Buffer];
  assert.equal(echoed.toString(), "one");
  socket.end();
  assert.equal(await text(socket), "");
});

test("serveTcp passes megabytes in both directions", async (t) => {
  const upstream = await startServer(t);
  const { port } = await startServing(t, { filter: TCP_LOG, upstream });
  const socket = await client(port);
  const sent = Buffer.alloc(3 * 1024 * 1024, "x");
  socket.end(sent);
  assert.ok((await buffer(socket)).equals(sent));
});

test("serveTcp closes a client whose server cannot be reached", async (t) => {
  const upstream = parseService(await nowhere());
  const { port, saying } = await startServing(t, { filter: TCP_LOG, upstream });
  const socket = await client(port);
  assert.equal(await text(socket), "");
  await saying(/^Cannot reach 127\.0\.0\.1:\d+: /);
});

test("serveTcp goes to the cluster that the filter chooses, and names the flag for one that it lacks", async (t) => {
  const cluster = {
    "egress-router1": await startServer(t, "even"),
    "egress-router2": await startServer(t, "odd"),
  };
  const filter = "examples/tcp-route/assembly/index.ts";
  const properties = { source: { address: "192.0.2.3:80" } };
  const { port } = await startServing(t, { filter, cluster, properties });
  const socket = await client(port);
  socket.end();
  assert.equal(await text(socket), "odd");
  const lacking = await startServing(t, { filter, properties });
  const other = await client(lacking.port);
  assert.equal(await text(other), "");
  await lacking.saying(
    /broken off: no cluster "egress-router2"; add --cluster egress-router2=HOST:PORT/,
  );
});

test("serveTcp says that the client has gone", async (t) => {
  const upstream = await startServer(t);
  const { port, saying } = await startServing(t, { filter: TCP_LOG, upstream });
  const socket = await client(port);
  socket.write("one");
  await once(socket, "data");
  socket.resetAndDestroy();
  await saying(/^TCP .* → closed by the client/);
});
