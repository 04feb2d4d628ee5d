import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, interfaceOf } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/stateless.ts";

test("a stateless filter serves concurrent streams, each by its own number", async (t) => {
  const wasm = await compile(SOURCE);
  const { exports } = await interfaceOf(wasm);
  assert.ok(!exports.includes("proxy_on_context_create"));
  const envoy = await startEnvoy(t, [{ wasm, rootId: "stateless" }]);
  const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
  const responses = await Promise.all(paths.map((path) => get(envoy, path)));
  const ids = responses.map((response) => response.header("x-stream"));
  assert.equal(new Set(ids).size, paths.length);
  assert.ok(!ids.includes("0"));
});

test("a stateless filter answers the same when compiled without the transform", async (t) => {
  for (const source of [SOURCE, "tests/envoy/without-transform/stateless.ts"]) {
    const envoy = await startEnvoy(t, [{ wasm: await compile(source) }]);
    const response = await get(envoy, "/same");
    assert.equal(response.status, 200);
    assert.match(response.header("x-stream") ?? "", /^[1-9]\d*$/);
  }
});

test("a stateless filter answers instead of the server, repeatedly", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  for (let i = 0; i < 3; i++) {
    const denied = await get(envoy, "/deny");
    assert.equal(denied.status, 403);
    assert.equal(denied.text, "denied");
    assert.equal((await get(envoy)).status, 200);
  }
});
