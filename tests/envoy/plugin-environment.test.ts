import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const wasm = await compile("tests/envoy/filters/plugin-services.ts");
const plugin = { wasm, rootId: "environment" };

test("currentTimeNanoseconds is the time since 1970", async (t) => {
  const envoy = await startEnvoy(t, [plugin]);
  const before = Date.now();
  const response = await get(envoy);
  const time = Number(BigInt(response.header("x-time")!) / 1_000_000n);
  assert.ok(time >= before - 1 && time <= Date.now() + 1, String(time));
});

test("logLevel is the proxy's level, and Off if its log is off", async (t) => {
  const envoy = await startEnvoy(t, [plugin]);
  const levels = ["trace", "debug", "info", "warning", "error", "critical"];
  for (const [value, name] of [...levels, "off"].entries()) {
    await envoy.admin(`/logging?wasm=${name}`, "POST");
    assert.equal((await get(envoy)).header("x-level"), String(value));
  }
});

test("randomBytes returns different bytes each time", async (t) => {
  const envoy = await startEnvoy(t, [plugin]);
  const first = (await get(envoy)).header("x-random");
  const second = (await get(envoy)).header("x-random");
  assert.match(first ?? "", /^(\d+,){7}\d+$/);
  assert.notEqual(first, second);
});

test("process.env contains a variable of Envoy's that the configuration passes on", async (t) => {
  const environment = { hostKeys: ["STAGE"] };
  const envoy = await startEnvoy(t, [{ ...plugin, environment }], {
    env: { STAGE: "from outside", OTHER: "not this" },
  });
  assert.equal((await get(envoy)).header("x-env"), "from outside");
});

test("process.env lacks a variable of Envoy's that is not passed on", async (t) => {
  const envoy = await startEnvoy(t, [plugin], { env: { STAGE: "outside" } });
  assert.equal((await get(envoy)).header("x-env"), "none");
});
