import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, interfaceOf } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/plugin-services.ts";

test("RootContext.resolveDns answers through RootContext.onResolveDns with DnsAnswer.address and DnsAnswer.ttl", async (t) => {
  const filter = {
    wasm: await compile(SOURCE),
    rootId: "resolver",
    // The second must not reach a name server, and the third is not a name.
    configuration: "localhost no-such-name.onion a..b",
  };
  const envoy = await startEnvoy(t, [filter]);
  const line = await envoy.waitForLog("answer for localhost: ");
  assert.match(line, /: [12] .*(::1|127\.0\.0\.1) for \d+$/);
  await envoy.waitForLog("answer for no-such-name.onion: nothing");
  await envoy.waitForLog("answer for a..b: nothing");
  assert.ok(envoy.logLines("status for localhost: 0").length > 0);
});

test("RootContext.resolveDns of an address answers before it returns, even within an answer", async (t) => {
  const wasm = await compile(SOURCE);
  const envoy = await startEnvoy(t, [{ wasm, rootId: "resolver" }]);
  await get(envoy, "/127.0.0.1");
  await envoy.waitForLog("status for 127.0.0.1: 0");
  const lines = envoy.logLines("127.0.0");
  assert.deepEqual(
    lines.map((line) => /(answer|status) for .*$/.exec(line)?.[0]),
    [
      "answer for 127.0.0.1: 1 127.0.0.1 for 0",
      "answer for 127.0.0.2: 1 127.0.0.2 for 0",
      "status for 127.0.0.2: 0",
      "status for 127.0.0.1: 0",
    ],
  );
});

test("RootContext.resolveDns is imported only if it is called", async () => {
  const name = "env.envoy_resolve_dns";
  const used = await interfaceOf(await compile(SOURCE));
  assert.ok(used.imports.includes(name));
  assert.ok(used.exports.includes("envoy_on_resolve_dns"));
  const other = "tests/envoy/filters/plugin-lifecycle.ts";
  const unused = await interfaceOf(await compile(other));
  assert.ok(!unused.imports.includes(name));
  assert.ok(!unused.exports.includes("envoy_on_resolve_dns"));
});
