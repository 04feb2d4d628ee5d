import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm routes about as many requests as the weight says", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "canary",
    configuration: '{"weight":50}',
  });
  const variants = Array.from({ length: 200 }, () =>
    plugin.httpStream().request({ path: "/" })?.header("x-variant"),
  );
  // By chance alone this fails once in 10^27 runs.
  const canaries = variants.filter((variant) => variant === "canary").length;
  assert.ok(canaries > 25 && canaries < 175, `${canaries} of 200`);
});
