import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm sets hello to the configuration", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "add_header",
    configuration: "melon",
  });
  const response = plugin.httpStream().request({ path: "/" });
  assert.equal(response?.header("hello"), "melon");
});
