import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost, type PluginOptions } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

async function start(script: string, options: PluginOptions = {}) {
  const host = await ProxyHost.load(await compile(ACTS));
  return host.startPlugin({
    rootId: "acts",
    configuration: script,
    ...options,
  });
}

test("a host function that is not emulated throws instead of answering", async () => {
  const plugin = await start("request-headers: foreign expr_create type(1)");
  assert.throws(() => plugin.httpStream().request(), {
    code: "NOT_EMULATED",
    message: /^The function type in an expression is not emulated yet\.$/,
  });
  assert.equal(plugin.failure, null);
});

for (const [what, script, status] of [
  ["an upgrade by a filter", "connection upgrade", 200],
  ["a retry of an answer", "x-envoy-retry-on 5xx", 503],
  ["a retry of a broken answer", "x-envoy-retry-grpc-on cancelled", -1],
] as const) {
  test(`${what} throws`, async () => {
    const commands = `add-map 0 upgrade foo; add-map 0 ${script}`;
    const plugin = await start(`request-headers: ${commands}`);
    assert.throws(() => plugin.httpStream().request({ upstream: { status } }), {
      code: "NOT_EMULATED",
    });
  });
}

test("a retry that is not needed does not throw", async () => {
  const plugin = await start("request-headers: add-map 0 x-envoy-retry-on 5xx");
  assert.equal(plugin.httpStream().request()?.status, 200);
});

test("a property that the emulator cannot know throws until a test sets it", async () => {
  const script = "request-headers: property xds/route_name";
  const plain = await start(script);
  assert.throws(() => plain.httpStream().request(), {
    code: "NOT_EMULATED",
    message: /xds\.route_name/,
  });
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    configuration: script,
    properties: { xds: { route_name: "main" } },
  });
  plugin.httpStream().request();
  const lines = host.logs.map(({ text }) => text);
  assert.ok(lines.some((line) => line.endsWith(" -> 0 main")));
});

test("the error for an unknown property says how to set it", async () => {
  for (const name of ["connection/id", "upstream/address", "xds/route_name"]) {
    const plugin = await start(`request-headers: property ${name}`);
    const [group, key] = name.split("/");
    assert.throws(() => plugin.httpStream().request(), {
      code: "NOT_EMULATED",
      message: `The emulator does not know the property ${group}.${key}. Set it: startPlugin({ properties: { ${group}: { ${key}: … } } }).`,
    });
    const properties = { [group]: { [key]: 7 } };
    const told = await start(`request-headers: property ${name}`, {
      properties,
    });
    assert.equal(told.httpStream().request()?.status, 200);
  }
});

test("continuing in the headers callback itself, which Envoy mishandles, throws", async () => {
  const plugin = await start("request-headers: continue 0");
  const run = () => plugin.httpStream().request();
  assert.throws(run, { code: "UNDEFINED_IN_ENVOY" });
});

test("reading a body after StopIterationAndWatermark, where Envoy 1.40 crashes, throws", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    configuration:
      "request-headers: tick 10\nrequest-body: return 2\ntick: effective held; get-buffer 0 0 9",
  });
  plugin.httpStream().request({ body: "question" });
  assert.throws(() => host.advance(10), { code: "UNDEFINED_IN_ENVOY" });
});

test("closing a stream while its response's trailers pass, where Envoy 1.40 crashes, throws", async () => {
  const plugin = await start("response-trailers: close 0");
  const upstream = { trailers: { "x-t": "1" } };
  const run = () => plugin.httpStream().request({ upstream });
  assert.throws(run, { code: "UNDEFINED_IN_ENVOY" });
});

test("answering without a body and closing in one callback, where Envoy 1.40 crashes, throws", async () => {
  for (const script of ["local 403; close 0", "close 0; local 403"]) {
    const plugin = await start(`request-headers: ${script}`);
    const run = () => plugin.httpStream().request();
    assert.throws(run, { code: "UNDEFINED_IN_ENVOY" });
  }
});

test("continuing the response of a closed stream, which Envoy sends, throws", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    configuration:
      "response-headers: tick 10; return 1\ntick: effective held; close 0; continue 1",
  });
  plugin.httpStream().request();
  assert.throws(() => host.advance(10), { code: "UNDEFINED_IN_ENVOY" });
});

test("continuing a request while its answer is held, which Envoy sends, throws", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    configuration:
      "request-headers: tick 10; return 1\ntick: effective held; local 403 no; continue 0\nresponse-body: return 1",
  });
  plugin.httpStream().request();
  assert.throws(() => host.advance(10), { code: "UNDEFINED_IN_ENVOY" });
});

test("continuing a body while its request is answered, so that Envoy answers twice, throws", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    configuration:
      "request-body: tick 10; return 1\ntick: effective held; local 403 no; continue 0",
  });
  plugin.httpStream().request({ body: "question" });
  assert.throws(() => host.advance(10), { code: "UNDEFINED_IN_ENVOY" });
});

test("continuing a response past a filter that holds it, and then by that filter, throws", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const configuration = (tick: number) =>
    `request-headers: tick ${tick}\ntick: tick 0; effective held; continue 1`;
  const first = host.startPlugin({
    rootId: "acts",
    configuration: configuration(10),
  });
  const second = host.startPlugin({
    rootId: "acts",
    vmId: "second",
    configuration: `${configuration(20)}\nresponse-headers: return 1`,
  });
  const stream = host.httpStream([first, second]);
  stream.request({ upstream: null });
  stream.responseHeaders({ ":status": "200" });
  host.advance(10);
  assert.equal(stream.response?.status, 200);
  assert.throws(() => host.advance(10), { code: "UNDEFINED_IN_ENVOY" });
});

test("answering on a closed stream, which Envoy may send, throws", async () => {
  const plugin = await start("response-headers: close 0; local 401");
  const run = () => plugin.httpStream().request();
  assert.throws(run, { code: "UNDEFINED_IN_ENVOY" });
});

test("ending a stream that is over, where Envoy 1.40 crashes if the request has ended, throws", async () => {
  for (const script of [
    "request-headers: close 0; close 0",
    "response-body: local 403; local 503",
    "response-headers: local 403; close 0",
    "log: close 0",
    "done: local 403",
  ]) {
    const plugin = await start(script);
    const upstream = { body: "answer" };
    const run = () => plugin.httpStream().request({ upstream });
    assert.throws(run, { code: "UNDEFINED_IN_ENVOY", message: /was over/ });
  }
});
