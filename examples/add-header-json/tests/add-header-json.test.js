import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm adds the header of a JSON configuration", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "add_header_json",
    configuration: JSON.stringify({
      header: "x-wasm-header",
      value: "x-value",
    }),
  });
  const response = plugin.httpStream().request({ path: "/" });
  assert.equal(response?.header("x-wasm-header"), "x-value");
});

test("build/release.wasm refuses a configuration that is not JSON", async () => {
  const host = await ProxyHost.load(MODULE);
  const start = () =>
    host.startPlugin({ rootId: "add_header_json", configuration: "{" });
  assert.throws(start);
  assert.match(host.logs[0].message, /not JSON at line 1, column 2$/);
});
