import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

async function startHost(script: string) {
  const host = await ProxyHost.load(await compile(ACTS));
  return {
    host,
    plugin: host.startPlugin({ rootId: "acts", configuration: script }),
  };
}

async function start(script: string) {
  return (await startHost(script)).plugin;
}

test("TcpConnection.downstreamData and the other parts drive a connection one by one", async () => {
  const connection = (await start("")).tcpConnection();
  connection.downstreamData("ping");
  assert.equal(connection.upstream?.text, "ping");
  connection.upstreamData(Uint8Array.of(0xff));
  assert.deepEqual([...connection.downstream.bytes], [0xff]);
  connection.downstreamData("", { endOfStream: true });
  assert.equal(connection.upstream.endOfStream, true);
  assert.equal(connection.outcome, "open");
  connection.upstreamData("", { endOfStream: true });
  assert.equal(connection.outcome, "local");
});

test("TcpConnection.exchange returns what the client got", async () => {
  const connection = (await start("")).tcpConnection();
  const got = connection.exchange({
    downstream: ["one", "two"],
    upstream: "answer",
  });
  assert.equal(got.text, "answer");
  assert.deepEqual(connection.upstream?.chunks.length, 2);
  assert.equal(connection.upstream.text, "onetwo");
});

test("TcpConnection.exchange skips the answer where a filter has closed the connection", async () => {
  const plugin = await start("downstream-data: close 2");
  const connection = plugin.tcpConnection();
  const got = connection.exchange({ downstream: "one", upstream: "answer" });
  assert.equal(got.text, "");
  assert.equal(connection.outcome, "local");
});

test("TcpConnection.resetDownstream and TcpConnection.resetUpstream end a connection", async () => {
  const plugin = await start("");
  const first = plugin.tcpConnection();
  first.resetDownstream();
  assert.equal(first.outcome, "remote");
  const second = plugin.tcpConnection();
  second.resetUpstream();
  assert.equal(second.outcome, "local");
});

test("TcpConnection reads nothing from a client before the server is connected", async () => {
  const { host, plugin } = await startHost(
    "new-connection: tick 10; return 1\ntick: effective held; tick 0; continue 2",
  );
  const connection = plugin.tcpConnection();
  connection.downstreamData("early");
  assert.equal(connection.upstream, null);
  host.advance(10);
  assert.equal(connection.upstream!.text, "early");
});

test("Plugin.tcpConnection accepts the addresses of a connection", async () => {
  const { host, plugin } = await startHost(
    "new-connection: property source/address; property source/port; property destination/address",
  );
  plugin.tcpConnection({ source: "192.0.2.1:4000", destination: "[::1]:80" });
  const found = host.logs.flatMap(
    ({ message }) => /-> 0 (.*)/.exec(message)?.[1] ?? [],
  );
  const port = "0xa00f000000000000";
  assert.deepEqual(found, ["192.0.2.1:4000", port, "[::1]:80"]);
});

test("TcpConnection closes if the server does not accept the connection", async () => {
  const options = { upstreamConnects: false };
  const connection = (await start("")).tcpConnection(options);
  assert.equal(connection.outcome, "local");
  assert.equal(connection.upstream, null);
});

test("TcpConnection throws for an impossible order of parts", async () => {
  const wrong = { code: "WRONG_ORDER" };
  const plugin = await start("");
  const connection = plugin.tcpConnection();
  connection.downstreamData("", { endOfStream: true });
  assert.throws(() => connection.downstreamData("late"), wrong);
  const stopped = (await start("new-connection: return 1")).tcpConnection();
  assert.throws(() => stopped.upstreamData("early"), wrong);
  assert.throws(() => stopped.resetUpstream(), wrong);
});

test("a filter that holds back more than Envoy's buffers throws", async () => {
  const plugin = await start("downstream-data: return 1");
  const connection = plugin.tcpConnection();
  const big = new Uint8Array((1 << 20) + 1);
  assert.throws(() => connection.downstreamData(big), { code: "NOT_EMULATED" });
});

test("TcpConnection.connectUpstream makes a connection later, and TcpConnection.failUpstream refuses it", async () => {
  const plugin = await start("");
  const options = { upstreamConnects: "later" } as const;
  const first = plugin.tcpConnection(options);
  assert.equal(first.isConnecting, true);
  first.downstreamData("early");
  assert.equal(first.upstream, null);
  first.connectUpstream();
  assert.equal(first.isConnecting, false);
  assert.equal(first.upstream!.text, "early");
  const second = plugin.tcpConnection(options);
  second.failUpstream();
  assert.equal(second.outcome, "local");
  assert.throws(() => second.failUpstream(), { code: "WRONG_ORDER" });
  assert.throws(() => first.connectUpstream(), { code: "WRONG_ORDER" });
});

test("Received.takeChunks takes out what was forwarded, and Received.size counts it still", async () => {
  const connection = (await start("")).tcpConnection();
  connection.downstreamData("one");
  const parts = connection.upstream!.takeChunks();
  assert.equal(Buffer.concat(parts).toString(), "one");
  assert.equal(connection.upstream!.text, "");
  assert.equal(connection.upstream!.size, 3);
});
