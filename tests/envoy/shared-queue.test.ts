import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

async function start(t: TestContext, concurrency = 1) {
  const wasm = await compile("tests/envoy/filters/shared-queue.ts");
  const sender = { wasm, vmId: "sender", rootId: "sender", name: "sender" };
  const receiver = { wasm, vmId: "receiver", rootId: "receiver", name: "r" };
  return startEnvoy(t, [sender, receiver], { concurrency });
}

test("SharedQueue.enqueue calls RootContext.onQueueReady of the plugin that called SharedQueue.register in another VM", async (t) => {
  const envoy = await start(t);
  const response = await get(envoy, "/one");
  assert.equal(response.header("x-text"), "[0]");
  await envoy.waitForLog("receiver: got true 195,169");
});

test("SharedQueue.dequeueBytes returns items in order, and SharedQueue.dequeue null at the end", async (t) => {
  const envoy = await start(t);
  const response = await get(envoy, "/two");
  assert.equal(response.header("x-bytes"), "[0]");
  assert.equal(response.header("x-empty"), "[0]");
  await envoy.waitForLog("queue is empty");
  const got = envoy.logLines("receiver: got").map((line) => /got.*/.exec(line));
  assert.deepEqual(
    got.map((each) => each?.[0]),
    ["got true 255,0", "got true "],
  );
});

test("SharedQueue.enqueueBytes and SharedQueue.enqueue wake one worker for each item", async (t) => {
  const envoy = await start(t, 2);
  for (let i = 0; i < 5; i++) await get(envoy, "/one");
  await get(envoy, "/two");
  await envoy.waitForLog("queue is empty");
  assert.equal(envoy.logLines("receiver: got").length, 7);
});

test("SharedQueue.resolve returns null for an unregistered queue", async (t) => {
  const response = await get(await start(t), "/one");
  assert.equal(response.header("x-unknown"), "null");
  assert.equal(response.header("x-own"), "null");
});

test("SharedQueue.of with a SharedQueue.id that Envoy does not have answers NotFound", async (t) => {
  const response = await get(await start(t), "/one");
  assert.equal(response.header("x-gone"), "[true]");
  assert.equal(response.header("x-gone-item"), "null");
});
