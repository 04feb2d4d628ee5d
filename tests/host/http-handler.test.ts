import assert from "node:assert/strict";
import { test } from "node:test";
import { loadSymbolicator } from "../../cli/symbolicate/load-symbolicator.ts";
import { ProxyHost, type HttpStream } from "../../host/index.ts";
import type { CompileOptions } from "../compile.ts";
import { compileText } from "../compile-text.ts";

const AUTH = `
import {
  HttpCall, HttpHandler, LocalResponse, log, registerHttpHandler,
} from "proxy-wasm-as";
class Auth extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const steps: string[] = [];
    for (let i = 0; i < 4; i++) steps.push(this.ask(path + "/" + i.toString()));
    if (steps.join("") == "") return this.respond(new LocalResponse(403));
    this.request.headers.set("x-steps", steps.join(","));
    this.request.headers.set("x-path", this.request.headers.get(":path")!);
  }
  private ask(path: string): string {
    const answer = new HttpCall("auth").path(path).wait();
    return answer.status == 200 ? path + "=" + answer.text() : "";
  }
  onResponse(): void {
    const answer = new HttpCall("auth").path("/response").wait();
    this.response.headers.set("x-answer", answer.status.toString());
  }
  onDelete(): void {
    log.info("deleted");
  }
}
registerHttpHandler<Auth>("auth");
`;

async function start(text = AUTH, options: CompileOptions = {}) {
  const host = await ProxyHost.load(await compileText(text, options), {
    clusters: { auth: {} },
  });
  return { host, plugin: host.startPlugin({ rootId: "auth" }) };
}

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

for (const [name, options] of [
  ["", {}],
  [" while all is collected that can be", EAGER],
] as const) {
  test(`HttpHandler.onRequest waits for calls in a loop, 50 streams at once${name}`, async () => {
    const { host, plugin } = await start(AUTH, options);
    const streams = Array.from({ length: 50 }, (_, i) => {
      const stream = plugin.httpStream();
      stream.request({ path: `/stream${i}` });
      return stream;
    });
    for (let round = 0; round < 4; round++) {
      const calls = host.httpCalls;
      assert.equal(calls.length, 50);
      // The last is answered first.
      for (const call of calls.toReversed())
        call.respond({ status: 200, body: `answer ${call.header(":path")}` });
    }
    for (const [i, stream] of streams.entries()) {
      const steps = [0, 1, 2, 3].map(
        (step) => `/stream${i}/${step}=answer /stream${i}/${step}`,
      );
      assert.equal(stream.upstream?.header("x-steps"), steps.join(","));
      assert.equal(stream.upstream.header("x-path"), `/stream${i}`);
    }
  });
}

/** What has reached the upstream; a function, as it changes. */
function upstreamOf({ upstream }: HttpStream) {
  return upstream;
}

/** What the client has; a function, as it changes. */
function responseOf({ response }: HttpStream) {
  return response;
}

/** A handler whose methods are given. */
function handler(methods: string, before = ""): string {
  return `
import {
  firstOf, HttpAnswer, HttpCall, HttpCallOutcome, HttpHandler, LocalResponse, log,
  registerHttpHandler,
} from "proxy-wasm-as";
${before}
class Tested extends HttpHandler {
  ${methods}
}
registerHttpHandler<Tested>("tested");
`;
}

async function begin(methods: string, before = "") {
  const text = handler(methods, before);
  const host = await ProxyHost.load(await compileText(text, EAGER), {
    clusters: { one: {}, two: {} },
  });
  const plugin = host.startPlugin({ rootId: "tested" });
  const logs = () => host.logs.map(({ message }) => message);
  return { host, plugin, logs };
}

test("HttpHandler.respond answers in place of the server, at once and after a wait", async () => {
  const { host, plugin } = await begin(`
  onRequest(): void {
    const key = this.request.headers.get("x-key");
    if (key == null) return this.respond(new LocalResponse(401).text("no key"));
    const answer = new HttpCall("one").path("/" + key).wait();
    if (answer.status != 200) this.respond(new LocalResponse(403).text(key));
  }
  onResponse(): void {
    this.response.headers.set("x-seen", "yes");
  }`);
  const first = plugin.httpStream();
  const response = first.request();
  assert.equal(response?.status, 401);
  assert.equal(response.header("x-seen"), "yes");
  const second = plugin.httpStream();
  assert.equal(second.request({ headers: { "x-key": "melon" } }), null);
  host.httpCalls[0].respond({ status: 404 });
  assert.equal(second.response?.status, 403);
  assert.equal(second.response.text, "melon");
  assert.equal(second.upstream, null);
});

test("HttpAnswer.outcome tells an answer, a failure, a timeout and a refusal apart", async () => {
  const { host, plugin, logs } = await begin(`
  onRequest(): void {
    const call = new HttpCall(this.request.headers.get("x-cluster")!);
    const answer = call.path("/").timeout(100).wait();
    log.info(answer.outcome.toString() + " " + answer.status.toString() + " " + answer.failure);
  }`);
  const ask = (cluster: string) => {
    const stream = plugin.httpStream();
    stream.request({ headers: { "x-cluster": cluster } });
    return stream;
  };
  const streams = [ask("one")];
  host.httpCalls[0].respond({
    status: 503,
    headers: { "x-envoy-upstream-service-time": "1" },
  });
  streams.push(ask("one"));
  host.httpCalls[0].fail("remote connection failure");
  streams.push(ask("one"));
  host.advance(100);
  streams.push(ask("nobody"));
  for (const stream of streams) assert.equal(stream.response?.status, 200);
  assert.deepEqual(
    logs().filter((line) => /^\d /.test(line)),
    [
      "0 503 ",
      "1 503 upstream connect error or disconnect/reset before headers. reset reason: remote connection failure",
      "2 504 upstream request timeout",
      "1 0 The proxy refused the call, with status 2",
    ],
  );
});

test("HttpAnswer keeps what it has after further waits, and firstOf finds the first", async () => {
  const { host, plugin } = await begin(`
  onRequest(): void {
    const one = new HttpCall("one").path("/").begin();
    const two = new HttpCall("two").path("/").begin();
    const first = firstOf([one, two]);
    const third = new HttpCall("one").path("/third").wait();
    const set = first.toString() + one.wait().text() + two.wait().text() + third.text();
    this.request.headers.set("x-found", set + one.headers.get("x-from")! + two.headers.get("x-from")!);
  }`);
  const stream = plugin.httpStream();
  stream.request();
  const [one, two] = host.httpCalls;
  two.respond({ body: "-two-", headers: { "x-from": "2" } });
  const [, third] = host.httpCalls;
  assert.equal(third.header(":path"), "/third");
  one.respond({ body: "-one-", headers: { "x-from": "1" } });
  assert.equal(upstreamOf(stream), null);
  third.respond({ body: "-three-" });
  assert.equal(stream.upstream?.header("x-found"), "1-one--two--three-12");
});

test("a wait below functions that are given to a library, and that call themselves, goes on rightly", async () => {
  const { host, plugin } = await begin(
    `
  onRequest(): void {
    found = "";
    ["a", "b", "c"].forEach((name) => { found += ask(name, 3); });
    this.request.headers.set("x-found", found);
  }`,
    `
let found = "";
function ask(name: string, depth: i32): string {
  const answer = new HttpCall("one").path("/" + name + depth.toString()).wait();
  const own = name + depth.toString() + answer.text();
  return depth == 1 ? own : own + ask(name, depth - 1);
}`,
  );
  const stream = plugin.httpStream();
  stream.request();
  for (let i = 0; i < 9; i++)
    host.httpCalls[0].respond({ body: host.httpCalls[0].header(":path") });
  assert.equal(
    stream.upstream?.header("x-found"),
    "a3/a3a2/a2a1/a1b3/b3b2/b2b1/b1c3/c3c2/c2c1/c1",
  );
});

test("HttpHandler.continueRequest lets the request go on while its method goes on", async () => {
  const { host, plugin, logs } = await begin(`
  onRequest(): void {
    this.request.headers.set("x-early", "1");
    const status = this.continueRequest();
    const again = this.continueRequest();
    const answer = new HttpCall("one").path("/").wait();
    log.info(status.toString() + again.toString() + answer.text());
  }`);
  const stream = plugin.httpStream();
  const headers = { ":method": "GET", ":path": "/", ":authority": "a" };
  stream.requestHeaders(headers, { endOfStream: true });
  assert.equal(stream.upstream?.header("x-early"), "1");
  host.httpCalls[0].respond({ body: " late" });
  assert.ok(logs().includes("02 late"));
});

test("a method whose stream ends while it waits runs no further", async () => {
  const { host, plugin, logs } = await begin(`
  onRequest(): void {
    const text = "a text of " + this.id.toString();
    const answer = new HttpCall("one").path("/").wait();
    log.info(text + answer.text());
  }`);
  for (let i = 0; i < 3; i++) {
    const stream = plugin.httpStream();
    stream.request();
    stream.reset();
    for (const call of host.httpCalls) call.respond({ body: "late" });
  }
  assert.deepEqual(
    logs().filter((line) => line.includes("late")),
    [],
  );
});

test("Body.collect has the whole body, and answers 413 beyond its limit", async () => {
  const { host, plugin } = await begin(`
  onRequest(): void {
    if (this.request.headers.has("x-ask")) {
      new HttpCall("one").path("/").wait();
      this.request.headers.set("x-asked", "yes");
    }
    const body = this.request.body.collect(10);
    if (body == null) return;
    if (body.text() == "secret") return this.respond(new LocalResponse(422));
    const answer = new HttpCall("two").path("/" + body.text()).wait();
    body.set(answer.text() + "!");
  }`);
  const send = (headers = {}) => {
    const stream = plugin.httpStream();
    stream.requestHeaders({
      ":method": "POST",
      ":path": "/",
      ":authority": "a",
      ...headers,
    });
    return stream;
  };
  for (const asked of [false, true]) {
    const stream = send(asked ? { "x-ask": "1" } : {});
    if (asked) {
      assert.equal(upstreamOf(stream), null);
      host.httpCalls[0].respond();
      assert.equal(stream.upstream?.header("x-asked"), "yes");
    }
    stream.requestBody("mel");
    stream.requestBody("on", { endOfStream: true });
    assert.equal(stream.upstream?.text, "");
    host.httpCalls[0].respond({ body: host.httpCalls[0].header(":path") });
    assert.equal(stream.upstream.text, "/melon!");
  }
  const secret = send();
  secret.requestBody("secret", { endOfStream: true });
  assert.equal(secret.response?.status, 422);
  const large = send();
  large.requestBody("12345");
  assert.equal(responseOf(large), null);
  large.requestBody("678901");
  assert.equal(large.response?.status, 413);
  const told = send({ "content-length": "11" });
  assert.equal(told.response?.status, 413);
  assert.equal(told.upstream, null);
  const none = plugin.httpStream();
  none.request();
  host.httpCalls[0].respond();
  assert.equal(none.upstream?.header(":path"), "/");
});

test("Body.next hands over each part, which may change before the next goes on, and waits for calls in between", async () => {
  const { host, plugin } = await begin(`
  onResponse(): void {
    const body = this.response.body;
    let count = 0;
    for (let part = body.next(); part != null; part = body.next()) {
      count++;
      if (part.text().includes("?")) {
        part.set(new HttpCall("one").path("/" + part.text()).wait().text());
      }
      part.set("[" + part.text() + "]");
    }
    log.info("parts " + count.toString());
  }`);
  const stream = plugin.httpStream();
  stream.requestHeaders(
    { ":method": "GET", ":path": "/", ":authority": "a" },
    { endOfStream: true },
  );
  stream.responseHeaders({ ":status": "200" });
  stream.responseBody("one");
  assert.equal(stream.response?.text, "[one]");
  stream.responseBody("two?");
  assert.equal(stream.response.text, "[one]");
  // What comes meanwhile is the next part.
  stream.responseBody("three");
  host.httpCalls[0].respond({ body: "II" });
  assert.equal(stream.response.text, "[one][II][three]");
  stream.responseBody("four", { endOfStream: true });
  assert.equal(stream.response.text, "[one][II][three][four]");
  assert.ok(host.logs.some(({ message }) => message === "parts 4"));
});

test("HttpMessage.waitForTrailers lets all go on but the trailers, which a call holds as well", async () => {
  const { host, plugin } = await begin(`
  onRequest(): void {
    if (this.request.headers.has("x-ask")) {
      this.request.body.next();
      new HttpCall("one").path("/").wait();
      return;
    }
    const trailers = this.request.waitForTrailers();
    if (trailers != null) trailers.set("x-seen", trailers.get("x-end")!);
    else log.info("none");
  }`);
  const stream = plugin.httpStream();
  stream.requestHeaders({ ":method": "POST", ":path": "/", ":authority": "a" });
  stream.requestBody("body");
  assert.equal(stream.upstream?.text, "body");
  stream.requestTrailers({ "x-end": "1" });
  assert.deepEqual(stream.upstream.trailers, [
    ["x-end", "1"],
    ["x-seen", "1"],
  ]);
  const asking = plugin.httpStream();
  const head = { ":method": "POST", ":path": "/", ":authority": "a" };
  asking.requestHeaders({ ...head, "x-ask": "1" });
  asking.requestBody("body");
  asking.requestTrailers({ "x-end": "1" });
  assert.equal(upstreamOf(asking)?.text, "");
  assert.equal(upstreamOf(asking)?.trailers, null);
  host.httpCalls[0].respond();
  assert.equal(upstreamOf(asking)?.text, "body");
  assert.deepEqual(upstreamOf(asking)?.trailers, [["x-end", "1"]]);
});

test("sleep and Pause wait by the clock, beside the ticks of the plugin's own", async () => {
  const text = `
import {
  firstOf, HttpCall, HttpContext, HttpHandler, log, Pause, registerRootContext, RootContext, sleep,
} from "proxy-wasm-as";
class Plugin extends RootContext {
  onConfigure(): bool { this.setTickPeriod(100); return true; }
  onTick(): void { log.info("tick"); }
  createHttpContext(): HttpContext { return new Slow(); }
}
class Slow extends HttpHandler {
  onRequest(): void {
    sleep(<u32>I32.parseInt(this.request.headers.get("x-sleep")!));
    const answer = new HttpCall("one").path("/").begin();
    this.request.headers.set("x-first", firstOf([answer, new Pause(30)]).toString());
  }
}
registerRootContext<Plugin>("slow");
`;
  const host = await ProxyHost.load(await compileText(text, EAGER), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId: "slow" });
  const streams = [40, 20, 60].map((ms) => {
    const stream = plugin.httpStream();
    stream.request({ headers: { "x-sleep": String(ms) } });
    return stream;
  });
  const arrived = () =>
    streams.map(({ upstream }) => upstream?.header("x-first"));
  host.advance(19);
  assert.equal(host.httpCalls.length, 0);
  host.advance(2);
  assert.equal(host.httpCalls.length, 1);
  host.httpCalls[0].respond();
  assert.deepEqual(arrived(), [undefined, "0", undefined]);
  host.advance(45);
  assert.equal(host.httpCalls.length, 2);
  host.advance(10);
  assert.deepEqual(arrived(), ["1", "0", undefined]);
  host.advance(30);
  assert.deepEqual(arrived(), ["1", "0", "1"]);
  const ticks = () =>
    host.logs.filter(({ message }) => message === "tick").length;
  // Both in the main thread and in the worker.
  assert.equal(ticks(), 2);
  host.advance(200);
  assert.equal(ticks(), 6);
});

test("a trap after a wait is a critical line, and a backtrace with the line of the method", async () => {
  const methods = `
  onRequest(): void {
    this.check(new HttpCall("one").path("/").wait());
  }
  private check(answer: HttpAnswer): void {
    new HttpCall("two").path("/").wait();
    if (answer.text() == "bad") throw new Error("cannot go on");
  }`;
  const text = handler(methods);
  const { host, plugin, logs } = await begin(methods);
  const stream = plugin.httpStream();
  stream.request();
  host.httpCalls[0].respond({ body: "bad" });
  host.httpCalls[0].respond();
  const log = logs().join("\n");
  assert.match(log, /cannot go on at index\.ts:\d+:\d+/);
  const symbolicate = await loadSymbolicator(await compileText(text, EAGER));
  const lines = log.split("\n").map(symbolicate);
  assert.ok(lines.some((line) => /^ +1: .* \(index\.ts:14:\d+\)$/.test(line)));
});

test("a wait that the build cannot see ends the filter with one critical line", async () => {
  const { host, plugin, logs } = await begin(
    `
  onRequest(): void {
    given = ask;
    given("/in-method");
  }
  onDone(): bool {
    given("/in-callback");
    return true;
  }`,
    `
function ask(path: string): string {
  return new HttpCall("one").path(path).wait().text();
}
function nothing(path: string): string {
  return path;
}
let given: (path: string) => string = nothing;`,
  );
  const stream = plugin.httpStream();
  stream.request();
  host.httpCalls[0].respond();
  assert.ok(
    logs().includes(
      "Cannot wait here: only a handler's methods, a task's run, and what they call, can wait",
    ),
  );
});

test("GrpcAnswer tells an answer, a failure and a timeout apart, and keeps its message", async () => {
  const { host, plugin, logs } = await begin(
    `
  onRequest(): void {
    const one = new GrpcCall("one", "test.One", "Say").timeout(100).wait();
    const two = new GrpcCall("two", "test.Two", "Say").timeout(100).begin().wait();
    log.info([told(one), told(two)].join("|"));
  }`,
    `
import { GrpcAnswer, GrpcCall } from "proxy-wasm-as";
function told(answer: GrpcAnswer): string {
  const text = String.UTF8.decode(answer.bytes().slice(0).buffer);
  return answer.status.toString() + text + answer.message + answer.isTimeout.toString();
}`,
  );
  const ask = () => plugin.httpStream().request();
  ask();
  host.grpcCalls[0].respond("first");
  host.grpcCalls[0].respond("second");
  ask();
  host.grpcCalls[0].fail(5, "nobody");
  host.advance(100);
  assert.deepEqual(
    logs().filter((line) => line.includes("|")),
    ["0firstfalse|0secondfalse", "5nobodyfalse|14upstream request timeouttrue"],
  );
});
