import assert from "node:assert/strict";
import { test } from "node:test";
import { tryCompile } from "../compile.ts";

test("a second copy of the SDK is a compile error", async () => {
  const { failed, stderr } = await tryCompile(
    "tests/envoy/filters/loaded-twice.ts",
  );
  assert.ok(failed);
  assert.match(stderr, /TS2300: Duplicate identifier/);
  assert.match(stderr, /ProxyWasmSdkLoadedTwice/);
});

test("the stub runtime is a compile error that says what to do", async () => {
  const { failed, stderr } = await tryCompile(
    "examples/add-header/assembly/index.ts",
    { args: ["--runtime", "stub"] },
  );
  assert.ok(failed);
  assert.match(stderr, /stub runtime never frees memory.*remove `runtime`/);
});
