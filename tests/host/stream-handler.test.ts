import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const SOURCE = "tests/envoy/filters/scripts.ts";

async function start(configuration: string) {
  const host = await ProxyHost.load(await compile(SOURCE, EAGER), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId: "handler", configuration });
  const logs = () => host.logs.map(({ message }) => message);
  return { host, plugin, logs };
}

test("StreamHandler.read hands over each part of both directions, which may change before it goes on", async () => {
  const { plugin, logs } = await start("edit");
  const connection = plugin.tcpConnection();
  connection.downstreamData("one");
  assert.equal(connection.upstream?.text, "[one]1");
  connection.upstreamData("a");
  connection.downstreamData("two");
  connection.upstreamData("b");
  assert.equal(connection.upstream.text, "[one]1[two]2");
  assert.equal(connection.downstream.text, "<a>1<b>2");
  connection.downstreamData("", { endOfStream: true });
  connection.upstreamData("", { endOfStream: true });
  assert.deepEqual(logs(), ["2 parts", "2 parts", "deleted"]);
});

test("StreamHandler.onDownstream holds the connection to the server while it waits for something else", async () => {
  const { host, plugin } = await start("connect");
  const accepted = plugin.tcpConnection();
  accepted.downstreamData("early");
  assert.equal(accepted.upstream, null);
  host.httpCalls[0].respond();
  assert.equal(accepted.upstream!.text, "early");
  accepted.downstreamData(" more");
  assert.equal(accepted.upstream!.text, "early more");
  const refused = plugin.tcpConnection();
  host.httpCalls[0].respond({ status: 403 });
  assert.equal(refused.outcome, "local");
});

test("StreamHandler.read has what came while the method waited for something else, and holds all until then", async () => {
  const { host, plugin, logs } = await start("ask");
  const connection = plugin.tcpConnection();
  connection.downstreamData("one");
  assert.equal(connection.upstream?.text, "");
  connection.downstreamData("two");
  connection.downstreamData("three");
  const [first] = host.httpCalls;
  assert.equal(first.header(":path"), "/one");
  first.respond({ body: "1" });
  assert.equal(connection.upstream.text, "");
  const [second] = host.httpCalls;
  assert.equal(second.header(":path"), "/twothree");
  second.respond({ body: "2" });
  assert.equal(connection.upstream.text, "onetwothree");
  connection.downstreamData("four", { endOfStream: true });
  host.httpCalls[0].respond({ body: "3" });
  assert.equal(connection.upstream.text, "onetwothreefour");
  assert.equal(connection.upstream.endOfStream, true);
  assert.deepEqual(logs(), [
    "one one 1 true false 2",
    "twothree twothree 2 false false 2",
    "four four 3 true false 2",
    "end",
  ]);
  const refused = plugin.tcpConnection();
  refused.downstreamData("bad");
  host.httpCalls[0].respond({ status: 403 });
  assert.equal(refused.outcome, "local");
  assert.equal(refused.upstream?.text, "");
  const gone = plugin.tcpConnection();
  gone.downstreamData("gone");
  gone.resetDownstream();
  for (const call of host.httpCalls) call.respond();
  assert.equal(logs().filter((line) => line.startsWith("gone")).length, 0);
});

test("StreamHandler.read waits for as many bytes as it is asked for, and has fewer at the end", async () => {
  const { plugin, logs } = await start("frame");
  const connection = plugin.tcpConnection();
  connection.downstreamData("1");
  assert.equal(connection.upstream?.text, "");
  connection.downstreamData("2");
  assert.equal(connection.upstream.text, "12");
  connection.downstreamData("3");
  connection.downstreamData("", { endOfStream: true });
  assert.equal(connection.upstream.text, "123");
  plugin.tcpConnection().downstreamData("", { endOfStream: true });
  assert.deepEqual(
    logs().filter((line) => line !== "deleted"),
    ["head 12", "rest 3", "nothing"],
  );
});

test("StreamHandler.read ends with what it waits for beside data, such as a Pause", async () => {
  const { host, plugin, logs } = await start("limit");
  const late = plugin.tcpConnection();
  late.downstreamData("abc");
  assert.equal(late.upstream?.text, "");
  host.advance(202);
  assert.equal(late.upstream.text, "abc");
  const early = plugin.tcpConnection();
  early.downstreamData("abcd");
  assert.equal(early.upstream?.text, "abcd");
  host.advance(300);
  assert.deepEqual(logs(), ["none true", "abcd"]);
});

test("StreamHandler.continueDownstream and StreamHandler.continueUpstream let data go on while their methods go on", async () => {
  const down = await start("early");
  const connection = down.plugin.tcpConnection();
  connection.downstreamData("at once");
  assert.equal(connection.upstream?.text, "at once");
  down.host.advance(12);
  assert.deepEqual(down.logs(), ["late"]);
  const up = await start("tell");
  const other = up.plugin.tcpConnection();
  other.upstreamData("hello");
  assert.equal(other.downstream.text, "hello");
  other.upstreamData(" again");
  assert.equal(other.downstream.text, "hello again");
  up.host.httpCalls[0].respond();
  assert.deepEqual(up.logs(), ["told hello"]);
});

test("StreamHandler.onUpstream that holds what the proxy cannot let go traps with a sentence", async () => {
  const { plugin, logs } = await start("hold");
  const connection = plugin.tcpConnection();
  connection.upstreamData("held");
  assert.match(
    logs()[0],
    /^Cannot wait in onUpstream for anything but data: call continueUpstream first/,
  );
  assert.notEqual(connection.outcome, "open");
});
