import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "examples/add-header/assembly/index.ts";

for (const target of ["release", "debug"] as const) {
  test(`HttpContext.onResponseHeaders adds a header, in add-header built for ${target}`, async (t) => {
    const wasm = await compile(SOURCE, { target });
    const envoy = await startEnvoy(t, [{ wasm, rootId: "add_header" }]);
    const response = await get(envoy);
    assert.equal(response.status, 200);
    assert.deepEqual(response.headerAll("hello"), ["world"]);
    assert.equal(response.text, "hello\n");
    assert.match(envoy.logs.join("\n"), /add_header: saying hello: world/);
  });

  test(`Configuration.text configures add-header, built for ${target}, in RootContext.onConfigure`, async (t) => {
    const wasm = await compile(SOURCE, { target });
    const configuration = "Grüße, 世界 😀";
    const plugin = { wasm, rootId: "add_header", configuration };
    const envoy = await startEnvoy(t, [plugin]);
    const value = (await get(envoy)).header("hello") ?? "";
    assert.equal(Buffer.from(value, "latin1").toString(), configuration);
  });
}

test("add-header works with an empty root id", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  assert.equal((await get(envoy)).header("hello"), "world");
});

test("add-header works with a root id that it did not register", async (t) => {
  const wasm = await compile(SOURCE);
  const envoy = await startEnvoy(t, [{ wasm, rootId: "unheard_of" }]);
  assert.equal((await get(envoy)).header("hello"), "world");
});

test("add-header works when compiled without the transform", async (t) => {
  const wasm = await compile("tests/envoy/without-transform/index.ts");
  const envoy = await startEnvoy(t, [{ wasm, configuration: "all of you" }]);
  assert.equal((await get(envoy)).header("hello"), "all of you");
});

test("add-header works when compiled with the incremental runtime", async (t) => {
  const wasm = await compile(SOURCE, {
    args: ["--runtime", "incremental"],
    variant: ".incremental",
  });
  const envoy = await startEnvoy(t, [{ wasm }]);
  assert.equal((await get(envoy)).header("hello"), "world");
});

test("Configuration.text reads an invalid UTF-8 configuration as U+FFFD", async (t) => {
  const wasm = await compile(SOURCE);
  const configuration = Uint8Array.of(0x61, 0xff, 0x62);
  const envoy = await startEnvoy(t, [{ wasm, configuration }]);
  const value = (await get(envoy)).header("hello") ?? "";
  assert.equal(Buffer.from(value, "latin1").toString(), "a\ufffdb");
});

test("Configuration.text returns the JSON that the operator wrote into a StringValue", async (t) => {
  const wasm = await compile(SOURCE);
  const envoy = await startEnvoy(t, [{ wasm, configuration: { a: "b" } }]);
  assert.equal((await get(envoy)).header("hello"), '{"a":"b"}');
});

test("Configuration.text of a Struct is not text: Envoy passes its protobuf bytes", async (t) => {
  const wasm = await compile(SOURCE);
  const type = "type.googleapis.com/google.protobuf.Struct";
  const configuration = { "@type": type, value: { a: "b" } };
  const envoy = await startEnvoy(t, [{ wasm, configuration }]);
  // The bytes begin with a line feed, which a header must not contain.
  assert.equal((await get(envoy)).header("hello"), undefined);
  await envoy.waitForLog(": saying hello: ");
});
