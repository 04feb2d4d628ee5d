import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const LINE =
  /\[critical\].* Cannot serve \/throw: it is made to fail at throws\.ts:\d+:\d+$/;

async function start(t: TestContext, plugin: Partial<Plugin> = {}) {
  const wasm = await compile("tests/envoy/filters/throws.ts");
  return startEnvoy(t, [{ wasm, rootId: "throws", ...plugin }]);
}

test("throw logs one critical line with message, file, line and column", async (t) => {
  const envoy = await start(t);
  await get(envoy, "/throw");
  await envoy.waitForLog("in-VM backtrace");
  const lines = envoy.logs.filter((line) => LINE.test(line));
  assert.equal(lines.length, 1, envoy.logs.join("\n"));
  assert.match(lines[0] ?? "", /throws\.ts:10:7$/);
});

test("throw leaves a backtrace with the names of the filter's functions", async (t) => {
  const envoy = await start(t);
  await get(envoy, "/throw");
  // Below `abort`, which is inlined if there is only one throw.
  await envoy.waitForLog(/^ +[01]: .*proxy_on_request_headers$/);
});

test("a VM that trapped answers 503 to every request", async (t) => {
  const envoy = await start(t);
  assert.equal((await get(envoy)).status, 200);
  assert.equal((await get(envoy, "/throw")).status, 503);
  assert.equal((await get(envoy)).status, 503);
});

test("a VM that trapped is replaced with FAIL_RELOAD", async (t) => {
  const envoy = await start(t, {
    failurePolicy: "FAIL_RELOAD",
    // At 1 ms Envoy 1.40 divides by zero when it reloads, and crashes.
    reloadBackoff: { baseInterval: "0.01s", maxInterval: "0.02s" },
  });
  assert.equal((await get(envoy, "/throw")).status, 503);
  let status = 0;
  for (let tries = 0; tries < 100 && status !== 200; tries++) {
    status = (await get(envoy)).status;
  }
  assert.equal(status, 200);
});

test("a VM that trapped is skipped with FAIL_OPEN", async (t) => {
  const envoy = await start(t, { failurePolicy: "FAIL_OPEN" });
  assert.equal((await get(envoy, "/throw")).status, 503);
  assert.equal((await get(envoy)).status, 200);
});
