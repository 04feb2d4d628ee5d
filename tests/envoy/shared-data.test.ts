import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/shared-data.ts";

test("SharedData.get and SharedData.getBytes return what SharedData.set and SharedData.setBytes set in another worker", async (t) => {
  const plugin = { wasm: await compile(SOURCE), vmId: "one" };
  const envoy = await startEnvoy(t, [plugin], { concurrency: 2 });
  const written = await get(envoy, "/write");
  assert.equal(written.header("x-before"), "null");
  assert.equal(written.header("x-set"), "[0]");
  assert.equal(written.header("x-set-bytes"), "[0]");
  for (let i = 0; i < 10; i++) {
    const read = await get(envoy, "/read");
    assert.equal(utf8(read.header("x-text")), "[é€😀]");
    assert.equal(read.header("x-bytes"), "[255,0,97]");
  }
});

test("SharedData.get distinguishes an empty value from an absent one", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  await get(envoy, "/write");
  const read = await get(envoy, "/read");
  assert.equal(read.header("x-empty"), "[]");
  assert.equal(read.header("x-absent"), "null");
});

test("SharedData.read returns SharedValue.text, SharedValue.bytes, SharedValue.size and SharedValue.cas", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  await get(envoy, "/write");
  const read = await get(envoy, "/read");
  assert.equal(utf8(read.header("x-read")), "[é€😀 9]");
  const { headers } = await get(envoy, "/conflict");
  assert.deepEqual(new Map(headers).get("x-bytes-updated"), "[1,0]");
});

test("SharedData is shared by the plugins with one vm_id, and separate from another's", async (t) => {
  const wasm = await compile(SOURCE);
  const listener = (name: string, vmId: string) =>
    httpListener({ name, filters: [{ wasm, vmId, name }] });
  const listeners = [
    listener("a", "one"),
    listener("b", "one"),
    listener("c", "two"),
  ];
  const envoy = await EnvoyProcess.start(bootstrap({ listeners }));
  t.after(() => envoy.stop());
  const at = (name: string, path: string) =>
    request({ port: envoy.port(name), path });
  assert.equal((await at("a", "/count")).header("x-count"), "[1]");
  assert.equal((await at("b", "/count")).header("x-count"), "[2]");
  assert.equal((await at("c", "/count")).header("x-count"), "[1]");
});

test("SharedData.compareAndSet and SharedData.compareAndSetBytes keep what was written in between", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy, "/conflict");
  assert.equal(response.header("x-first"), "[0]");
  assert.equal(response.header("x-late"), "[8]");
  assert.equal(response.header("x-after"), "[c]");
  assert.equal(response.header("x-bytes-set"), "[0]");
  assert.equal(response.header("x-bytes-after"), "[0]");
});

test("SharedData.create and SharedData.createBytes keep an existing value", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy, "/conflict");
  assert.equal(response.header("x-create"), "[0]");
  assert.equal(response.header("x-create-again"), "[8]");
  assert.equal(response.header("x-bytes-create"), "[8]");
});

test("SharedData.update loses no update of two workers", async (t) => {
  const plugin = { wasm: await compile(SOURCE), vmId: "one" };
  const envoy = await startEnvoy(t, [plugin], { concurrency: 2 });
  const calls = Array.from({ length: 200 }, () => get(envoy, "/count"));
  const responses = await Promise.all(calls);
  const statuses = new Set(responses.map((each) => each.header("x-update")));
  assert.deepEqual([...statuses], ["[0]"]);
  assert.equal((await get(envoy, "/count")).header("x-count"), "[201]");
});

test("SharedData.increment and SharedData.updateWith return a different value to each stream of two workers", async (t) => {
  const plugin = { wasm: await compile(SOURCE), vmId: "one" };
  const envoy = await startEnvoy(t, [plugin], { concurrency: 2 });
  const calls = Array.from({ length: 100 }, () => get(envoy, "/increment"));
  const responses = await Promise.all(calls);
  const sums = responses.map((each) => each.header("x-sum") ?? "");
  const expected = Array.from({ length: 100 }, (_, i) => `[${2 * (i + 1)}]`);
  assert.deepEqual(sums.toSorted(), expected.toSorted());
  const lengths = responses.map((each) => {
    assert.equal(each.header("x-with"), "[0]");
    return each.header("x-texts")?.split(" ").length;
  });
  assert.equal(new Set(lengths).size, 100);
});

test("RateLimiter.take lets never more than its limit pass through two workers, and SharedCounter.add returns each sum once", async (t) => {
  const plugin = { wasm: await compile(SOURCE), vmId: "one" };
  const envoy = await startEnvoy(t, [plugin], { concurrency: 2 });
  const calls = Array.from({ length: 200 }, () => get(envoy, "/limit"));
  const responses = await Promise.all(calls);
  const passed = (limiter: string) =>
    responses.filter((each) => each.header(`x-${limiter}`) === "[true]").length;
  assert.deepEqual(["bucket", "fixed", "sliding"].map(passed), [40, 41, 42]);
  const sums = responses.map((each) => each.header("x-sum") ?? "");
  const expected = Array.from({ length: 200 }, (_, i) => `[${2 * (i + 1)}]`);
  assert.deepEqual(sums.toSorted(), expected.toSorted());
});

test("SharedData.updateBytes changes bytes", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy, "/conflict");
  assert.equal(response.header("x-bytes-update"), "[0]");
  assert.equal(response.header("x-bytes-updated"), "[1,0]");
});

function utf8(value = ""): string {
  return Buffer.from(value, "latin1").toString();
}
