import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm lets data pass, and counts bytes and connections", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "tcp_log",
    properties: {
      upstream: { address: "10.0.0.1:80" },
      xds: { cluster_metadata: { filter_metadata: { location: null } } },
    },
  });
  const exchange = { downstream: ["pi", "ng"], upstream: "hello" };
  const answer = plugin.tcpConnection().exchange(exchange);
  assert.equal(answer.text, "hello");
  assert.equal(
    host.logs.at(-1).message,
    "connection complete! sent 4, received 5 bytes",
  );
});
