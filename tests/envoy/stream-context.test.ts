import assert from "node:assert/strict";
import { connect } from "node:net";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { rawServer } from "./raw-server.ts";

/** How Envoy reports a connection that the proxy closed. */
const CLOSED_BY_PROXY = ["downstream closed 1", "done 2", "log", "delete"];

/** Starts the filter `tcp.ts` in front of a server that echoes. */
async function start(t: TestContext) {
  const wasm = await compile("tests/envoy/filters/tcp.ts");
  const port = await rawServer(t, (socket) => {
    socket.on("data", (data) => {
      if (data.toString() === "bye") socket.end("ciao");
      else socket.write(data);
    });
  });
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        tcpListener({ filters: [{ wasm }], cluster: "upstream" }),
        httpListener({ name: "http", filters: [{ wasm }] }),
      ],
      clusters: [cluster({ name: "upstream", port })],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());

  /** Sends texts, each after the previous answer, and then closes our side. */
  async function exchange(...texts: string[]) {
    const from = envoy.logs.length;
    const answers: string[] = [];
    const socket = connect(envoy.port("main"), "127.0.0.1");
    const next = () => {
      const text = texts.shift();
      if (text === undefined) socket.end();
      else socket.write(text);
    };
    socket.on("connect", next);
    socket.on("data", (data) => {
      answers.push(data.toString());
      next();
    });
    await envoy.waitForLog(/: delete$/, { from });
    socket.destroy();
    const lines = envoy.logs.slice(from).flatMap((line) => {
      return /wasm log tcp[^:]*: (.*)$/.exec(line)?.[1] ?? [];
    });
    return { answers, lines };
  }
  return { envoy, exchange };
}

test("StreamContext.downstream and StreamContext.upstream read and change what both sides send", async (t) => {
  const { exchange } = await start(t);
  const { answers, lines } = await exchange("edit");
  assert.deepEqual(answers, ["[<eEXCHANGEt>]"]);
  assert.ok(lines.includes("edited <eEXCHANGEt> 101,69,88"));
});

test("StreamContext.onNewConnection, StreamContext.onDownstreamData and StreamContext.onUpstreamData are called with size and end", async (t) => {
  const { exchange } = await start(t);
  const { answers, lines } = await exchange("one", "three");
  assert.deepEqual(answers, ["one", "three"]);
  assert.deepEqual(lines.slice(0, 6), [
    "new connection",
    "downstream 3 3 false",
    "upstream 3 3 false",
    "downstream 5 5 false",
    "upstream 5 5 false",
    "downstream 0 0 true",
  ]);
});

test("StreamContext.onDownstreamData sees held data together with new data", async (t) => {
  const { envoy, exchange } = await start(t);
  const from = envoy.logs.length;
  const socket = connect(envoy.port("main"), "127.0.0.1");
  const answer = new Promise((resolve) => socket.once("data", resolve));
  socket.write("hold");
  await envoy.waitForLog("downstream 4 4 false", { from });
  socket.write("go");
  assert.equal(String(await answer), "holdgo");
  await envoy.waitForLog("downstream 6 6 false", { from });
  socket.destroy();
  await envoy.waitForLog(/: delete$/, { from });
  assert.deepEqual((await exchange("holdgo")).answers, ["holdgo"]);
});

test("StreamContext.onUpstreamConnectionClose is called with an unknown peer when the server ends", async (t) => {
  const { exchange } = await start(t);
  const { answers, lines } = await exchange("bye");
  assert.deepEqual(answers, ["ciao"]);
  // The end may arrive with the last data.
  const end = lines.findIndex((line) => /^upstream \d+ \d+ true/.test(line));
  assert.ok(end > 0);
  assert.equal(lines[end + 1], "upstream closed 0");
});

test("StreamContext.onDownstreamConnectionClose is called with the peer that closed", async (t) => {
  const { envoy, exchange } = await start(t);
  // The server ends first, then the client, whose socket ends when the other side does.
  let from = envoy.logs.length;
  const ending = connect(envoy.port("main"), "127.0.0.1").resume();
  ending.write("bye");
  await envoy.waitForLog("downstream closed 2", { from });
  // The client resets.
  from = envoy.logs.length;
  const socket = connect(envoy.port("main"), "127.0.0.1");
  socket.write("one");
  await envoy.waitForLog("upstream 3 3 false", { from });
  socket.resetAndDestroy();
  await envoy.waitForLog("downstream closed 2", { from });
  // The proxy itself closes.
  const { lines } = await exchange("closeDown");
  assert.ok(lines.includes("downstream closed 1"));
});

test("StreamContext.closeDownstream and StreamContext.closeUpstream close both connections, on data from either side", async (t) => {
  const { exchange } = await start(t);
  for (const text of [
    "closeDown",
    "closeUp",
    "answercloseDown",
    "answercloseUp",
  ]) {
    const { answers, lines } = await exchange(text);
    assert.deepEqual(answers, [], text);
    assert.deepEqual(lines.slice(-5), ["status 0", ...CLOSED_BY_PROXY], text);
  }
});

test("StreamContext.closeDownstream and StreamContext.closeUpstream close from the plugin's onTick", async (t) => {
  const { exchange } = await start(t);
  for (const text of [
    "waitcloseDown",
    "waitcloseUp",
    "pausecloseDown",
    "pausecloseUp",
  ]) {
    const { answers, lines } = await exchange(text);
    assert.deepEqual(answers, [], text);
    assert.deepEqual(lines.slice(-5), ["status 0", ...CLOSED_BY_PROXY], text);
  }
});

test("StreamContext.continueDownstream continues held data from the plugin's onTick", async (t) => {
  const { exchange } = await start(t);
  const { answers, lines } = await exchange("waitdown");
  assert.deepEqual(answers, ["waitdown"]);
  assert.ok(lines.includes("status 0"));
});

test("StreamContext.continueUpstream returns Unimplemented in Envoy", async (t) => {
  const { envoy } = await start(t);
  const socket = connect(envoy.port("main"), "127.0.0.1");
  socket.write("pauseup");
  await envoy.waitForLog("status 12");
  socket.destroy();
});

test("RootContext.createStreamContext and RootContext.createHttpContext serve one plugin's connections and streams", async (t) => {
  const { envoy, exchange } = await start(t);
  assert.deepEqual((await exchange("one")).answers, ["one"]);
  const response = await request({ port: envoy.port("http") });
  assert.equal(response.header("x-kind"), "http");
});
