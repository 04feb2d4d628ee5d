import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm logs nothing, and lets data pass as it is", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "redis_count",
    configuration: '{"commands":["get"]}',
  });
  const connection = plugin.tcpConnection();
  connection.downstreamData("*1\r\n$3\r");
  connection.downstreamData("\nget\r\n");
  connection.upstreamData("+OK\r\n");
  assert.equal(connection.upstream?.text, "*1\r\n$3\r\nget\r\n");
  assert.equal(connection.downstream.text, "+OK\r\n");
  assert.equal(host.metrics.value("redis_commands", { command: "get" }), 1n);
});
