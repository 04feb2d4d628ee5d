import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../compile.ts";
import { get, refusalOf, startEnvoy } from "./start-envoy.ts";

const SOURCE = "examples/add-header/assembly/index.ts";

test("malloc, if missing, keeps the module from loading, with the message known from users' logs", async () => {
  const wasm = await compile(SOURCE, {
    args: [
      "--transform",
      fileURLToPath(new URL("drop-malloc.js", import.meta.url)),
    ],
    variant: ".no-malloc",
  });
  assert.match(
    await refusalOf({ wasm }),
    /Wasm module is missing malloc function/,
  );
});

test("Envoy refuses a filter that imports a function of ABI 0.1.0, and names it", async () => {
  const wasm = await compile("tests/envoy/filters/old-abi/index.ts");
  assert.match(
    await refusalOf({ wasm }),
    /Failed to load Wasm module due to a missing import: env\.proxy_continue_request/,
  );
});

test("malloc and proxy_on_memory_allocate are exported by the SDK, and Envoy loads the filter", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  assert.equal((await get(envoy)).status, 200);
  assert.doesNotMatch(envoy.logs.join("\n"), /missing|Failed/);
});
