import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm shows both configurations, from each VM", async () => {
  const host = await ProxyHost.load(MODULE);
  host.startPlugin({
    rootId: "plugin_configuration",
    vmConfiguration: "of the VM",
    configuration: "of the plugin",
  });
  const messages = host.logs.map(({ message }) => message);
  assert.deepEqual(messages.slice(0, 2), [
    "vm config: of the VM",
    "plugin config: of the plugin",
  ]);
});
