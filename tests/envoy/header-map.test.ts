import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";

const SOURCE = "tests/envoy/filters/header-values.ts";

async function start(t: TestContext) {
  return startEnvoy(t, [{ wasm: await compile(SOURCE) }]);
}

test("HeaderMap.get, HeaderMap.getAll, HeaderMap.getBytes, HeaderMap.has and HeaderMap.entries read what the client sent", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm: await compile(SOURCE) }],
          routes: [routeTo("upstream")],
        }),
      ],
      clusters: [cluster({ name: "upstream", port: upstream.port })],
    }),
  );
  t.after(() => envoy.stop());
  await get(envoy, "/read", [
    ["x-many", "one"],
    ["x-many", "two"],
    ["x-empty", ""],
    ["x-latin1", "\xe9"],
  ]);
  const seen = new Map(upstream.requests[0]?.headers);
  const [count, size] = seen.get("x-count")?.split(" ") ?? [];
  assert.equal(count, size);
  assert.equal(seen.get("x-get"), "one");
  assert.equal(seen.get("x-all"), "one|two");
  assert.equal(seen.get("x-has-empty"), "true");
  assert.equal(seen.get("x-get-empty"), "[]");
  assert.equal(seen.get("x-has-absent"), "false");
  assert.equal(seen.get("x-get-absent"), "null");
  assert.equal(seen.get("x-bytes"), "233");
  const text = Buffer.from(seen.get("x-text") ?? "", "latin1");
  assert.equal(text.toString(), "\ufffd");
  assert.match(seen.get("x-names") ?? "", /:path.*x-many x-many x-empty/);
});

test("HeaderMap.set, HeaderMap.setBytes, HeaderMap.append and HeaderMap.delete write what the client receives", async (t) => {
  const response = await get(await start(t), "/write");
  assert.deepEqual(response.headerAll("x-many"), ["one", "two"]);
  assert.deepEqual(response.headerAll("x-set"), ["only"]);
  assert.deepEqual(response.headerAll("x-empty"), [""]);
  assert.deepEqual(response.headerAll("x-gone"), []);
  assert.equal(response.header("x-bytes"), "\xe9\xff\t\x80");
  const text = Buffer.from(response.header("x-text") ?? "", "latin1");
  assert.equal(text.toString(), "é€😀");
  const surrogate = Buffer.from(response.header("x-surrogate") ?? "", "latin1");
  assert.equal(surrogate.toString(), "\ufffd");
});

test("HeaderMap.set, HeaderMap.append, HeaderMap.setBytes and HeaderMap.appendBytes refuse NUL, CR, LF and bad names before Envoy would write them", async (t) => {
  const response = await get(await start(t), "/refused");
  assert.equal(response.header("x-statuses"), Array(16).fill("2").join());
  const names = response.headers.map(([name]) => name);
  assert.deepEqual(
    names.filter((name) => /vil|injected|host/.test(name)),
    [],
  );
});

test("HeaderMap.replaceAll keeps the list's order", async (t) => {
  const response = await get(await start(t), "/replace");
  assert.equal(response.status, 201);
  const own = response.headers.filter(([name]) => name.startsWith("x-"));
  assert.deepEqual(own, [
    ["x-b", "1"],
    ["x-a", "2"],
    ["x-b", "3"],
  ]);
});

test("HeaderMap.replaceAll with an empty list leaves a request without a route", async (t) => {
  assert.equal((await get(await start(t), "/clear")).status, 404);
});

test("HeaderMap of the request is empty once the request has continued", async (t) => {
  const response = await get(await start(t), "/gone");
  assert.equal(response.header("x-request-size"), "0");
  assert.equal(response.header("x-request-path"), "null");
  assert.equal(response.header("x-request-set"), "2");
});

test("HeaderMap.replaceAll with an empty list leaves a response that Envoy turns into 502", async (t) => {
  assert.equal((await get(await start(t), "/clear-response")).status, 502);
});
