import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request, type HttpRequest } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { rawRequest } from "../../cli/envoy/raw-request.ts";
import { directResponse } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";

/** Starts an Envoy whose route depends on a property that the filter sets. */
async function start(t: TestContext): Promise<EnvoyProcess> {
  const wasm = await compile("tests/envoy/filters/foreign-functions.ts");
  const state = { key: "wasm.target", string_match: { exact: "b" } };
  const byState = {
    ...directResponse({ body: "by state" }),
    match: { prefix: "/", filter_state: [state] },
  };
  const header = { name: "x-to", string_match: { exact: "other" } };
  const byHeader = {
    ...directResponse({ body: "by header" }),
    match: { prefix: "/", headers: [header] },
  };
  const filters = [{ wasm }];
  const routes = [byState, byHeader, directResponse()];
  const config = bootstrap({ listeners: [httpListener({ filters, routes })] });
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  return envoy;
}

/** Sends a request; returns the body and the filter's notes, by name. */
async function notes(
  envoy: EnvoyProcess,
  options: Partial<HttpRequest>,
): Promise<Record<string, string>> {
  const response = await request({ port: envoy.port(), ...options });
  const own = response.headers.filter(([name]) => name.startsWith("x-"));
  const seen: Record<string, string> = { body: response.text };
  for (const [name, value] of own) seen[name.slice(2)] = value;
  return seen;
}

test("callForeignFunction distinguishes an unknown name, bad arguments and an empty answer", async (t) => {
  const seen = await notes(await start(t), { path: "/raw" });
  assert.equal(seen.unknown, "[1]");
  assert.equal(seen["unknown-bytes"], "[0]");
  assert.equal(seen["no-answer"], "[0]");
  assert.equal(seen["bad-arguments"], "[2]");
});

test("ForeignResult.status, ForeignResult.bytes and ForeignResult.text give the answer", async (t) => {
  const seen = await notes(await start(t), { path: "/raw" });
  assert.equal(seen.plain, "[0 aaaaaaaa]");
  assert.equal(seen.bad, "[3]");
});

test("compress makes what uncompress reads, even 1 MiB", async (t) => {
  const seen = await notes(await start(t), { path: "/compress" });
  assert.match(seen.packed, /^\[\d{4}\]$/);
  assert.equal(seen.plain, "[1048576]");
  assert.equal(seen.same, "[true]");
  assert.equal(seen.nothing, "[]");
});

test("uncompress gives null for bad, empty and incomplete data", async (t) => {
  const seen = await notes(await start(t), { path: "/compress" });
  assert.equal(seen.bad, "null");
  assert.equal(seen.empty, "null");
  assert.equal(seen.short, "null");
});

test("clearRouteCache makes Envoy choose the route by the property that the filter set", async (t) => {
  const envoy = await start(t);
  const kept = await notes(envoy, { path: "/route-kept" });
  assert.equal(kept.body, "hello\n");
  const cleared = await notes(envoy, { path: "/route" });
  assert.equal(cleared.clear, "[0]");
  assert.equal(cleared.body, "by state");
});

test("clearRouteCache is not needed for header changes", async (t) => {
  const edited = await notes(await start(t), { path: "/edit" });
  assert.equal(edited.body, "by header");
});

test("setEnvoyFilterState sets a state only if Envoy knows it", async (t) => {
  const seen = await notes(await start(t), { path: "/state" });
  assert.equal(seen.known, "[0]");
  assert.equal(seen.value, "[example.com]");
  assert.equal(seen.unknown, "[1]");
  assert.equal(seen.bad, "[2]");
});

test("declareProperty declares a name once in each VM", async (t) => {
  const envoy = await start(t);
  await envoy.waitForLog("declared 0,2,0,0");
});

test("declareProperty makes a property that can be written once", async (t) => {
  const seen = await notes(await start(t), { path: "/declared" });
  assert.equal(seen.label, "[0]");
  assert.equal(seen["label-again"], "[0]");
  assert.equal(seen["label-value"], "[b]");
  assert.equal(seen.once, "[0]");
  assert.equal(seen["once-again"], "[2]");
  assert.equal(seen["once-value"], "[a]");
});

test("declareProperty makes a property that lives as long as the connection", async (t) => {
  const envoy = await start(t);
  const get = "GET /kept HTTP/1.1\r\nhost: a\r\n";
  const bytes = `${get}\r\n${get}connection: close\r\n\r\n`;
  const answer = await rawRequest({ port: envoy.port(), bytes });
  const [first, second] = answer.toString("latin1").matchAll(/x-kept: (.*)\r/g);
  assert.equal(first[1], "null");
  assert.match(second[1], /^\[from \d+\]$/);
});

test("Expression.create refuses what Envoy cannot parse, and the log says why", async (t) => {
  const envoy = await start(t);
  await envoy.waitForLog("wrong true");
  await envoy.waitForLog("expr_create parse error");
});

test("Expression.evaluateBoolOr evaluates for each stream", async (t) => {
  const envoy = await start(t);
  const post = await notes(envoy, { path: "/e", method: "POST" });
  assert.equal(post["is-post"], "[true]");
  assert.equal(post.own, "[true]");
  const get = await notes(envoy, { path: "/e" });
  assert.equal(get["is-post"], "[false]");
});

test("Expression.evaluate, Expression.evaluateBytes, Expression.evaluateI64Or and Expression.evaluateF64Or return results of their type", async (t) => {
  const seen = await notes(await start(t), { path: "/e", method: "POST" });
  assert.equal(seen.text, "[/e!]");
  assert.equal(seen["is-post-bytes"], "[1]");
  assert.equal(seen["is-post-i64"], "[-1]");
  assert.equal(seen.i64, "[40]");
  assert.equal(seen.f64, "[3.5]");
});

test("Expression.evaluate returns null, and Expression.evaluateBoolOr its fallback, if a property is absent", async (t) => {
  const seen = await notes(await start(t), { path: "/e" });
  assert.equal(seen.absent, "[true]");
  assert.equal(seen["absent-text"], "null");
});

test("Expression.delete leaves an expression without a result", async (t) => {
  const seen = await notes(await start(t), { path: "/e" });
  assert.equal(seen.delete, "[0]");
  assert.equal(seen.deleted, "null");
  assert.equal(seen["delete-again"], "[0]");
});
