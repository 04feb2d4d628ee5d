import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm chooses the cluster by the client's address", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "tcp_route" });
  const clusterFor = (source) => plugin.tcpConnection({ source }).cluster;
  assert.equal(clusterFor("10.0.0.2:50000"), "egress-router1");
  assert.equal(clusterFor("10.0.0.3:50000"), "egress-router2");
});
