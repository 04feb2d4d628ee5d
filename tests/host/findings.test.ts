import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ProxyHost,
  type Exchange,
  type Finding,
  type Headers,
} from "../../host/index.ts";
import { compileText } from "../compile-text.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";
const LEAKS = "tests/conformance/filters/leaks.ts";
const MODULE_SCOPE = "tests/envoy/filters/module-scope-call.ts";
const LARGE = { "x-large": "a".repeat(50_000) };

async function findings(
  script: string,
  exchange: Exchange = {},
): Promise<readonly Finding[]> {
  const host = await ProxyHost.load(await compile(ACTS), { strict: true });
  const plugin = host.startPlugin({ rootId: "acts", configuration: script });
  plugin.httpStream().request(exchange);
  return host.findings;
}

test("ProxyHost.findings is empty for a filter that does nothing wrong", async () => {
  const script =
    "request-headers: get-map 0 :path; replace-map 0 a b; get-map 2 a\nresponse-headers: remove-map 2 content-length\nresponse-body: set-buffer 1 0 99 other\nlog: get-map 0 :path";
  const upstream = { headers: { "content-length": "6" }, body: "answer" };
  assert.deepEqual(await findings(script, { upstream }), []);
});

test("ProxyHost.findings reports headers read or changed after they were continued", async () => {
  const found = await findings(
    "response-headers: get-map 0 :path; pairs-map 0; replace-map 0 a b; remove-map 0 a",
  );
  const whats = found.map(({ what }) => what);
  assert.deepEqual(whats, [
    "The headers of the request are read after they were continued.",
    "The headers of the request are changed after they were continued.",
  ]);
  assert.match(found[0].where, /^proxy_on_response_headers of context \d+$/);
  assert.equal(found[0].rule, "headers-after-continue");
});

test("ProxyHost.findings reports a content-length that is wrong after the body was changed", async () => {
  const headers = { "content-length": "6" };
  const [response, ...more] = await findings(
    "response-body: set-buffer 1 0 99 longer-one",
    { upstream: { headers, body: "answer" } },
  );
  assert.deepEqual(more, []);
  assert.equal(response.rule, "content-length");
  assert.match(
    response.what,
    /The response says content-length: 6, .* 20 bytes/,
  );
  const [request] = await findings("request-body: set-buffer 0 0 99 b", {
    headers,
    body: "answer",
  });
  assert.match(request.what, /The request says content-length: 6, .* 2 bytes/);
});

/** Runs a filter whose body callback waits for the end of the stream. */
async function findingsOfWaiting(more: string, trailers?: Headers) {
  const wasm = await compileText(`import {
  FilterDataStatus, FilterTrailersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
class Redact extends HttpContext {
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.redact();
    return FilterDataStatus.Continue;
  }
  private redact(): void {
    const body = this.response.body;
    body.set(body.text().replaceAll("secret", "[redacted]"));
  }
  ${more}
}
registerHttpContext<Redact>();
`);
  const host = await ProxyHost.load(wasm, { strict: true });
  const stream = host.startPlugin().httpStream();
  const upstream = { body: ["a ", "secret"], trailers };
  const response = stream.request({ upstream });
  const rules = host.findings.map(({ rule }) => rule);
  return { rules, body: response?.body.toString(), findings: host.findings };
}

test("ProxyHost.findings reports a body that waits for endOfStream when trailers come instead", async () => {
  const trailers = { "x-t": "1" };
  const leaks = await findingsOfWaiting("", trailers);
  assert.equal(leaks.body, "a secret");
  assert.deepEqual(leaks.rules, ["held-at-trailers"]);
  assert.match(leaks.findings[0].fix, /onResponseTrailers/);
  const idle = await findingsOfWaiting(
    "onResponseTrailers(count: i32): FilterTrailersStatus { return FilterTrailersStatus.Continue; }",
    trailers,
  );
  assert.deepEqual(idle.rules, ["held-at-trailers"]);
  const right = await findingsOfWaiting(
    "onResponseTrailers(count: i32): FilterTrailersStatus { this.redact(); return FilterTrailersStatus.Continue; }",
    trailers,
  );
  assert.equal(right.body, "a [redacted]");
  assert.deepEqual(
    right.rules.filter((rule) => rule === "held-at-trailers"),
    [],
  );
  const ended = await findingsOfWaiting("");
  assert.equal(ended.body, "a [redacted]");
});

/** Runs a filter that changes each part of both bodies, and returns what is found. */
async function findingsOfChanges(more: string) {
  const wasm = await compileText(`import {
  FilterDataStatus, FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
class Change extends HttpContext {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.request.body.append("!");
    return FilterDataStatus.Continue;
  }
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.response.body.prepend("!");
    return FilterDataStatus.Continue;
  }
  ${more}
}
registerHttpContext<Change>();
`);
  const host = await ProxyHost.load(wasm, { strict: true });
  const stream = host.startPlugin({ allowOnHeadersStopIteration: true });
  const exchange = stream.httpStream();
  exchange.request({
    headers: { "content-length": "3" },
    body: "one",
    upstream: { body: "two", headers: { "content-length": "3" } },
  });
  const { upstream, response } = exchange;
  const lengths = [upstream, response].map((each) =>
    each?.header("content-length"),
  );
  return { rules: host.findings.map(({ rule }) => rule), lengths };
}

test("Body.append and Body.prepend do not ask for headers that have gone, and strict mode does not blame the filter", async () => {
  // Also where the callback of headers is there, and continues them.
  const headers = ["Request", "Response"].map(
    (side) =>
      `on${side}Headers(count: i32, endOfStream: bool): FilterHeadersStatus { STATUS }`,
  );
  const returning = (status: string) =>
    headers
      .join("\n")
      .replaceAll("STATUS", `return FilterHeadersStatus.${status};`);
  for (const more of ["", returning("Continue")]) {
    const { rules } = await findingsOfChanges(more);
    assert.deepEqual(new Set(rules), new Set(["content-length"]), more);
  }
  const held = await findingsOfChanges(returning("StopIteration"));
  assert.deepEqual(held, { rules: [], lengths: [undefined, undefined] });
});

test("ProxyHost.findings reports a host function called in module scope", async () => {
  const wasm = await compile(MODULE_SCOPE);
  const host = await ProxyHost.load(wasm, { strict: true });
  assert.throws(() => host.startPlugin(), { code: "MODULE_REFUSED" });
  assert.equal(host.findings[0].rule, "module-scope");
  assert.match(host.findings[0].where, /_initialize/);
});

test("ProxyHost.findings reports buffers that a filter never frees, and none that it frees", async () => {
  for (const [filter, rules] of [
    [LEAKS, ["leaked-buffer"]],
    [ACTS, []],
  ] as const) {
    const host = await ProxyHost.load(await compile(filter), { strict: true });
    const configuration = "request-headers: get-map 0 x-large";
    const plugin = host.startPlugin({ rootId: "acts", configuration });
    for (let i = 0; i < 1360; i++) {
      plugin.httpStream().request({ headers: LARGE });
    }
    const found = host.findings.map(({ rule }) => rule);
    assert.deepEqual(found, rules, filter);
  }
});

test("ProxyHost.findings reports an HTTP call still unanswered when its stream ends", async () => {
  const call = "http calls 1000 :method=GET|:path=/|:authority=calls.test";
  const clusters = { calls: {} };
  const host = await ProxyHost.load(await compile(ACTS), {
    strict: true,
    clusters,
  });
  const configuration = [
    `request-headers: ${call}`,
    `request-headers /wait: ${call}; return 1`,
    "http-answer: effective held; continue 0",
  ].join("\n");
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const waiting = plugin.httpStream();
  waiting.request({ path: "/wait" });
  host.httpCalls[0].respond();
  assert.equal(waiting.outcome, "complete");
  const broken = plugin.httpStream();
  broken.request({ path: "/wait" });
  broken.reset();
  assert.deepEqual(host.findings, []);
  plugin.httpStream().request();
  const [{ rule, what, where }] = host.findings;
  assert.equal(rule, "unanswered-call");
  assert.match(what, /the cluster calls has no answer/);
  assert.match(where, /^the end of the stream of context \d+$/);
});

test("ProxyHost.findings reports a gRPC call still unanswered when its stream ends", async () => {
  const call = "grpc-call grpc Say 1000";
  const host = await ProxyHost.load(await compile(ACTS), {
    strict: true,
    clusters: { grpc: {} },
  });
  const configuration = [
    `request-headers: ${call}`,
    `request-headers /wait: ${call}; return 1`,
    "grpc-message: effective held; continue 0",
  ].join("\n");
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const waiting = plugin.httpStream();
  waiting.request({ path: "/wait" });
  host.grpcCalls[0].respond("welcome");
  assert.equal(waiting.outcome, "complete");
  assert.deepEqual(host.findings, []);
  plugin.httpStream().request();
  const [{ rule, what }] = host.findings;
  assert.equal(rule, "unanswered-call");
  assert.match(what, /the cluster grpc has no answer/);
});

test("ProxyHost.load with strict: throw throws each finding at once", async () => {
  const host = await ProxyHost.load(await compile(ACTS), { strict: "throw" });
  const configuration =
    "response-headers: get-map 0 :path\nresponse-body: set-buffer 1 0 99 longer";
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const expected = {
    code: "FINDING",
    message:
      /^proxy_on_response_headers of context \d+: The headers of the request are read after .* Keep what/,
  };
  assert.throws(() => plugin.httpStream().request(), expected);
  const headers = { "content-length": "6" };
  const upstream = { headers, body: "answer" };
  const other = await ProxyHost.load(await compile(ACTS), { strict: "throw" });
  const body = other.startPlugin({
    rootId: "acts",
    configuration: "response-body: set-buffer 1 0 99 longer",
  });
  assert.throws(() => body.httpStream().request({ upstream }), {
    code: "FINDING",
    message: /^proxy_on_response_body: The response says content-length: 6/,
  });
  assert.equal(other.findings.length, 1);
});

test("ProxyHost.findings is empty without strict mode", async () => {
  const host = await ProxyHost.load(await compile(ACTS));
  const configuration = "response-headers: get-map 0 :path";
  host.startPlugin({ rootId: "acts", configuration }).httpStream().request();
  assert.deepEqual(host.findings, []);
});

/** A filter that stops in the callbacks that its configuration names. */
const STOPS = `import {
  FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus, HttpCall,
  HttpContext, registerRootContext, RootContext, SharedQueue,
} from "proxy-wasm-as";
let asked: string = "";
class Plugin extends RootContext {
  onConfigure(): bool {
    asked = this.configuration.text();
    if (asked.includes("tick")) this.setTickPeriod(100);
    if (asked.includes("queue")) SharedQueue.register("events");
    return true;
  }
  onTick(): void {}
  onQueueReady(id: u32): void {}
  createHttpContext(): HttpContext { return new Stops(); }
}
class Stops extends HttpContext {
  onRequestHeaders(count: i32, end: bool): FilterHeadersStatus {
    if (asked.includes("call")) {
      new HttpCall("auth").path("/").send<Stops>(this, (self, answer) => {});
    }
    return asked.includes("request-headers")
      ? FilterHeadersStatus.StopIteration : FilterHeadersStatus.Continue;
  }
  onRequestBody(size: i32, end: bool): FilterDataStatus {
    return asked.includes("request-body")
      ? FilterDataStatus.StopIterationAndBuffer : FilterDataStatus.Continue;
  }
  onResponseTrailers(count: i32): FilterTrailersStatus {
    return asked.includes("response-trailers")
      ? FilterTrailersStatus.StopIteration : FilterTrailersStatus.Continue;
  }
  onResponseHeaders(count: i32, end: bool): FilterHeadersStatus {
    return asked.includes("response-headers")
      ? FilterHeadersStatus.StopIteration : FilterHeadersStatus.Continue;
  }
}
registerRootContext<Plugin>();
`;

/** Starts the filter above in a strict proxy. */
async function startStops(configuration: string) {
  const wasm = await compileText(STOPS);
  const options = { strict: true, clusters: { auth: {} } };
  const host = await ProxyHost.load(wasm, options);
  return { host, plugin: host.startPlugin({ configuration }) };
}

const rulesOf = (host: ProxyHost) => host.findings.map(({ rule }) => rule);

for (const part of [
  "request-headers",
  "request-body",
  "response-headers",
  "response-trailers",
]) {
  test(`ProxyHost.findings reports a stream that is stopped at its ${part} and that nothing can continue`, async () => {
    const { host, plugin } = await startStops(part);
    const stream = plugin.httpStream();
    const upstream = { body: "answer", trailers: { a: "b" } };
    stream.request({ body: "body", upstream });
    assert.deepEqual(rulesOf(host), ["stuck-stream"]);
    assert.equal(stream.isStuck, true);
    const callback = `proxy_on_${part.replace("-", "_")}`;
    assert.match(host.findings[0].where, new RegExp(`^${callback} of `));
  });
}

test("ProxyHost.findings waits for more of a body before it calls the stream stuck", async () => {
  const { host, plugin } = await startStops("request-body");
  const stream = plugin.httpStream();
  const post = { ":method": "POST", ":path": "/", ":authority": "a" };
  stream.requestHeaders(post);
  stream.requestBody("part");
  assert.equal(stream.isStuck, false);
  stream.requestBody("", { endOfStream: true });
  assert.deepEqual(rulesOf(host), ["stuck-stream"]);
});

for (const what of ["tick", "queue"]) {
  test(`ProxyHost.findings reports no stuck stream while the filter waits for a ${what}`, async () => {
    const { host, plugin } = await startStops(`request-headers ${what}`);
    const stream = plugin.httpStream();
    stream.request();
    assert.equal(stream.isStuck, false);
    assert.deepEqual(rulesOf(host), []);
  });
}

test("ProxyHost.findings reports a stuck stream once the call that the filter waited for has ended", async () => {
  const { host, plugin } = await startStops("request-headers call");
  const stream = plugin.httpStream();
  stream.request();
  assert.deepEqual(rulesOf(host), []);
  host.httpCalls[0].respond();
  assert.deepEqual(rulesOf(host), ["stuck-stream"]);
});

test("HttpStream.isStuck is false while another stream may continue this one, and true once none can", async () => {
  const { plugin } = await startStops("request-headers");
  const other = plugin.httpStream();
  const first = plugin.httpStream();
  first.request();
  assert.equal(first.isStuck, true);
  other.request();
  assert.equal(other.isStuck, true);
  const { plugin: waiting } = await startStops("request-body");
  const open = waiting.httpStream();
  open.request({ upstream: null });
  const held = waiting.httpStream();
  held.request({ body: "body" });
  assert.equal(held.isStuck, false);
  open.respond();
  assert.equal(held.isStuck, true);
});
