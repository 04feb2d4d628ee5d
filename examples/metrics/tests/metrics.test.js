import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm counts by the header's value, over all workers", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 2 });
  const plugin = host.startPlugin({
    rootId: "metrics",
    configuration: '{"values":["foo"]}',
  });
  for (const value of ["foo", "foo", "foo", "a", "b"]) {
    const headers = { "my-custom-header": value };
    assert.equal(plugin.httpStream().request({ headers })?.status, 200);
  }
  const counted = (value) =>
    host.metrics.value("custom_header_value_counts", {
      value,
      reporter: "proxywasmas",
    });
  assert.equal(counted("foo"), 3n);
  assert.equal(counted("other"), 2n);
  assert.equal(counted("a"), undefined);
});
