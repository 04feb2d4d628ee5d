import assert from "node:assert/strict";
import { test } from "node:test";
import { HostError, ProxyHost } from "../../host/index.ts";
import { LEAST, moduleBytes } from "../module-builder.ts";

test("ProxyHost.load refuses a missing import with Envoy's message and a code", async () => {
  const bytes = moduleBytes({
    imports: [{ name: "proxy_unknown", type: ">i" }],
    exports: LEAST,
  });
  await assert.rejects(ProxyHost.load(bytes), (error) => {
    assert.ok(error instanceof HostError);
    assert.equal(error.code, "MODULE_REFUSED");
    assert.equal(
      error.message,
      "Failed to load Wasm module due to a missing import: env.proxy_unknown",
    );
    return true;
  });
});

test("ProxyHost.load accepts every WASI function under both module names", async () => {
  for (const module of ["wasi_snapshot_preview1", "wasi_unstable"]) {
    const bytes = moduleBytes({
      imports: [{ module, name: "clock_time_get", type: "iIi>i" }],
      exports: LEAST,
    });
    await ProxyHost.load(bytes);
  }
});

test("ProxyHost.load rejects with Node's error where there is no file", async () => {
  await assert.rejects(ProxyHost.load("no-such.wasm"), { code: "ENOENT" });
});
