import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, refusalOf, startEnvoy } from "./start-envoy.ts";

test("RootContext.createHttpContext keeps two plugins in one VM apart", async (t) => {
  const wasm = await compile("tests/envoy/filters/two-roots.ts");
  const envoy = await startEnvoy(t, [
    { wasm, vmId: "one", rootId: "first", configuration: "a", name: "p1" },
    { wasm, vmId: "one", rootId: "second", configuration: "b", name: "p2" },
    { wasm, vmId: "one", rootId: "first", configuration: "c", name: "p3" },
  ]);
  await get(envoy);
  const response = await get(envoy);
  assert.deepEqual(response.headerAll("x-first").toSorted(), ["a 2", "c 2"]);
  assert.deepEqual(response.headerAll("x-second"), ["b 2"]);
});

test("registerRootContext without the requested root id logs the known ones and rejects", async () => {
  const wasm = await compile("tests/envoy/filters/two-roots.ts");
  const logs = await refusalOf({ wasm, rootId: "third" });
  const line =
    /\[error\].*Cannot find root id third; registered: second first$/gm;
  assert.equal(logs.match(line)?.length, 1, logs);
  assert.match(logs, /Failed to configure base Wasm plugin/);
});

test("registerHttpContext without a root id serves unregistered root ids", async (t) => {
  const wasm = await compile("tests/envoy/filters/fallback-root.ts");
  for (const [rootId, expected] of [
    ["named", "named"],
    ["other", "fallback"],
    ["", "fallback"],
  ] as const) {
    const envoy = await startEnvoy(t, [{ wasm, rootId }]);
    assert.equal((await get(envoy)).header("x-root"), expected);
  }
});

test("registerHttpContext called twice for a root id keeps the module from loading", async () => {
  const wasm = await compile("tests/envoy/filters/registered-twice.ts");
  assert.match(
    await refusalOf({ wasm }),
    /\[error\].*Cannot register again root id same; registered: same$/m,
  );
});

test("a host call in module scope keeps the module from loading", async () => {
  // The debug target, where no function of the backtrace is inlined.
  const source = "tests/envoy/filters/module-scope-call.ts";
  const wasm = await compile(source, { target: "debug" });
  const logs = await refusalOf({ wasm });
  assert.match(logs, /_initialize failed: Uncaught Error: restricted_callback/);
  assert.match(logs, /start:module-scope-call$/m);
});
