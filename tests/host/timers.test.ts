import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const SOURCE = "tests/envoy/filters/timers.ts";

async function start(rootId: string) {
  const host = await ProxyHost.load(await compile(SOURCE, EAGER));
  return { host, plugin: host.startPlugin({ rootId }) };
}

test("setInterval of a plugin runs beside another and its onTick, each in its own period", async () => {
  const { host, plugin } = await start("plugin");
  for (let i = 0; i < 30; i++) host.advance(10);
  const response = plugin.httpStream().request();
  assert.equal(response?.text, "15 6 10");
});

test("setTimeout of a stream runs with it active, and lets it go on or answers", async () => {
  const { host, plugin } = await start("plugin");
  const goesOn = plugin.httpStream();
  goesOn.request({ path: "/delay" });
  const passed = () => goesOn.upstream?.header("x-timer");
  const answered = plugin.httpStream();
  answered.request({ path: "/limit" });
  host.advance(29);
  assert.equal(passed(), undefined);
  host.advance(1);
  assert.equal(passed(), "/delay");
  assert.equal(answered.response?.status, 408);
});

test("setTimeout of a stream has the variables that its function takes along", async () => {
  const { host, plugin } = await start("plugin");
  const streams = ["melon", "pear"].map((word) => {
    const stream = plugin.httpStream();
    stream.request({ path: `/say/${word}` });
    return stream;
  });
  host.advance(30);
  const texts = streams.map(({ response }) => response?.text);
  assert.deepEqual(texts, ["melon", "pear"]);
});

test("setTimeout of a stream that has ended is not called", async () => {
  const { host, plugin } = await start("plugin");
  const stream = plugin.httpStream();
  stream.request({ path: "/gone" });
  host.advance(100);
  const lines = host.logs.map(({ message }) => message);
  assert.deepEqual(lines, ["20 ms later"]);
});

test("setInterval of a handler runs while it waits, until it is cancelled", async () => {
  const { host, plugin } = await start("waits");
  const stream = plugin.httpStream();
  stream.request();
  for (let i = 0; i < 10; i++) host.advance(10);
  assert.equal(stream.response?.text, "4 4");
});

test("Timer.refresh puts off what closes a connection", async () => {
  const { host, plugin } = await start("idle");
  const connection = plugin.tcpConnection();
  for (let i = 0; i < 3; i++) {
    host.advance(50);
    assert.equal(connection.outcome, "open");
    connection.downstreamData("still here");
  }
  host.advance(59);
  assert.equal(connection.outcome, "open");
  host.advance(1);
  assert.equal(connection.outcome, "local");
});
