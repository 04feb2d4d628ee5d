import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/shared-data.ts";

/** Two plugins; of one VM id, or each with its own. */
async function start(t: TestContext, concurrency = 1) {
  const wasm = await compile(SOURCE);
  const filters = [{ wasm, vmId: "one", configuration: "a" }];
  return startEnvoy(t, filters, { concurrency });
}

test("SharedData.get gives what SharedData.set set, in another worker as well", async (t) => {
  const envoy = await start(t, 2);
  const written = await get(envoy, "/write");
  assert.equal(written.header("x-before"), "null");
  assert.equal(written.header("x-set"), "[0]");
  assert.equal(written.header("x-set-bytes"), "[0]");
  for (let i = 0; i < 20; i++) {
    const read = await get(envoy, "/read");
    assert.equal(utf8(read.header("x-text")), "[é€😀]");
    assert.equal(read.header("x-bytes"), "[255,0,97]");
  }
});
function utf8(value = ""): string {
  return Buffer.from(value, "latin1").toString();
}
