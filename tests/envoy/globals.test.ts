import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, interfaceOf } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/globals.ts";

test("globals import only what Envoy has", async () => {
  const { imports } = await interfaceOf(await compile(SOURCE));
  assert.deepEqual(
    imports.filter((name) => !/^env\.proxy_|^wasi_snapshot_/.test(name)),
    [],
  );
});

test("console.log and the other methods write to the proxy's log, each at its level", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }], {
    componentLogLevel: "wasm:trace",
  });
  await get(envoy);
  await envoy.waitForLog(": a trace line");
  const logs = envoy.logs.join("\n");
  assert.match(logs, /\[info\].*: in module scope$/m);
  assert.match(logs, /\[info\].*: a log line$/m);
  assert.match(logs, /\[debug\].*: a debug line$/m);
  assert.match(logs, /\[warning\].*: a warn line$/m);
  assert.match(logs, /\[error\].*: an error line$/m);
  assert.match(logs, /\[error\].*: Assertion failed: an assertion$/m);
  assert.match(logs, /\[info\].*: timer: [\d.]+ms$/m);
  assert.match(logs, /\[trace\].*: a trace line 1\.0, 2\.5$/m);
});

test("Date.now, performance.now and process.hrtime read the proxy's clocks", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const before = Date.now();
  const first = await get(envoy);
  const second = await get(envoy);
  const date = Number(first.header("x-date"));
  assert.ok(date >= before - 1 && date <= Date.now() + 1, String(date));
  assert.equal(first.header("x-year"), String(new Date().getUTCFullYear()));
  for (const name of ["x-performance", "x-hrtime"]) {
    assert.ok(Number(first.header(name)) > 0);
    assert.ok(Number(second.header(name)) > Number(first.header(name)));
  }
});

test("Math.random and crypto.getRandomValues are seeded by the proxy", async (t) => {
  const wasm = await compile(SOURCE);
  const seen = new Set<string | undefined>();
  for (let run = 0; run < 2; run++) {
    const envoy = await startEnvoy(t, [{ wasm }]);
    const response = await get(envoy);
    const random = Number(response.header("x-random"));
    assert.ok(random >= 0 && random < 1, String(random));
    seen.add(response.header("x-random"));
    seen.add(response.header("x-crypto"));
    assert.equal(response.header("x-crypto")?.split(",").length, 32);
  }
  assert.equal(seen.size, 4);
});

test("process.env holds the variables that the VM's configuration passes on", async (t) => {
  const wasm = await compile(SOURCE);
  const keyValues = { STAGE: "a=b é", OTHER: "" };
  const envoy = await startEnvoy(t, [{ wasm, environment: { keyValues } }]);
  const response = await get(envoy);
  assert.equal(response.header("x-env-size"), "2");
  const value = Buffer.from(response.header("x-env") ?? "", "latin1");
  assert.equal(value.toString(), "a=b é");
});

test("process.env is empty when nothing is passed on", async (t) => {
  const envoy = await startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
  const response = await get(envoy);
  assert.equal(response.header("x-env-size"), "0");
  assert.equal(response.header("x-env"), "none");
});
