import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

test("build/release.wasm sets hello to the configuration", async () => {
  const host = await ProxyHost.load("build/release.wasm");
  const plugin = host.startPlugin({
    rootId: "add_header",
    configuration: "melon",
  });
  const response = plugin.httpStream().request({ path: "/" });
  assert.equal(response?.header("hello"), "melon");
});
