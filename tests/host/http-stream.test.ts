import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ADD_HEADER = "examples/add-header/assembly/index.ts";
const GET = { ":method": "GET", ":path": "/", ":authority": "example.com" };

async function start() {
  const host = await ProxyHost.load(await compile(ADD_HEADER));
  return host.startPlugin({ configuration: "world" });
}

test("HttpStream.request returns the response that the client got", async () => {
  const stream = (await start()).httpStream();
  const response = stream.request({
    path: "/a",
    upstream: { status: 201, body: ["one", "two"], headers: { "x-up": "1" } },
  });
  assert.equal(response?.status, 201);
  assert.equal(response.header("Hello"), "world");
  assert.equal(response.header("x-up"), "1");
  assert.equal(response.text, "onetwo");
  assert.equal(stream.upstream?.header(":path"), "/a");
  assert.equal(stream.outcome, "complete");
});

test("HttpStream.request accepts numbers as header values", async () => {
  const stream = (await start()).httpStream();
  const response = stream.request({
    headers: { "x-number": 7 },
    upstream: { headers: { "content-length": 5 }, body: "hello" },
  });
  assert.equal(stream.upstream?.header("x-number"), "7");
  assert.equal(response?.header("content-length"), "5");
});

test("HttpStream.request reads the first line from pseudo-headers", async () => {
  const stream = (await start()).httpStream();
  const headers = {
    ":authority": "a",
    ":path": "/b",
    ":method": "PUT",
    ":scheme": "https",
    "x-a": "1",
  };
  stream.request({ headers });
  assert.deepEqual(stream.upstream?.headers.slice(0, 5), [
    [":authority", "a"],
    [":path", "/b"],
    [":method", "PUT"],
    [":scheme", "https"],
    ["x-a", "1"],
  ]);
  const other = (await start()).httpStream();
  other.request({ headers, authority: "c", path: "/d", method: "POST" });
  assert.deepEqual(other.upstream?.headers.slice(0, 3), [
    [":authority", "c"],
    [":path", "/d"],
    [":method", "POST"],
  ]);
});

test("HttpStream.request returns Envoy's own answer to a request that it refuses", async () => {
  const stream = (await start()).httpStream();
  const response = stream.request({ path: "/a#b", body: ["one", "two"] });
  assert.equal(response?.status, 400);
  assert.equal(response.header("connection"), "close");
  assert.equal(stream.details, "path_normalization_failed");
  assert.equal(stream.upstream, null);
  assert.equal(stream.outcome, "complete");
  stream.requestBody("more");
});

test("HttpStream.respond drops a body where HTTP allows none", async () => {
  const plugin = await start();
  const head = plugin.httpStream();
  const upstream = { status: 404, body: "hello", trailers: { a: "1" } };
  const answer = head.request({ method: "HEAD", upstream });
  assert.equal(answer?.status, 404);
  assert.equal(answer.text, "");
  assert.equal(answer.trailers, null);
  const gone = plugin.httpStream();
  const broken = gone.request({ upstream: { status: 204, body: "hello" } });
  assert.equal(broken?.status, 502);
});

test("HttpStream.respond keeps what comes before a response from the client", async () => {
  const stream = (await start()).httpStream();
  stream.request({ upstream: null });
  assert.equal(
    stream.respond({ status: 103, headers: { link: "</a>" } }),
    null,
  );
  const response = stream.respond({ body: "hello" });
  assert.equal(response?.status, 200);
  assert.equal(response.header("link"), undefined);
  assert.equal(response.header("hello"), "world");
});

test("HttpStream.request sends the header host as the authority", async () => {
  const stream = (await start()).httpStream();
  stream.request({ headers: { Host: "a.example", "x-a": "1" } });
  const names = stream.upstream?.headers.map(([name]) => name) ?? [];
  assert.equal(stream.upstream?.header(":authority"), "a.example");
  assert.ok(names.includes("x-a") && !names.includes("host"));
});

test("HttpStream.requestHeaders and the other parts drive a stream one by one", async () => {
  const stream = (await start()).httpStream();
  stream.requestHeaders(GET);
  assert.equal(stream.upstream?.endOfStream, false);
  stream.requestBody("question", { endOfStream: true });
  assert.equal(stream.upstream.text, "question");
  stream.responseHeaders({ ":status": "200" });
  assert.equal(stream.response?.header("hello"), "world");
  assert.equal(stream.outcome, "open");
  stream.responseBody(Uint8Array.of(0xff));
  stream.responseTrailers({ "x-t": "1" });
  assert.deepEqual(stream.response.trailers, [["x-t", "1"]]);
  assert.equal(stream.outcome, "complete");
});

test("HttpStream.reset ends a stream without a response", async () => {
  const stream = (await start()).httpStream();
  stream.requestHeaders(GET);
  stream.reset();
  assert.equal(stream.outcome, "reset");
  assert.equal(stream.details, "downstream_remote_disconnect");
  assert.equal(stream.response, null);
});

test("HttpStream.details is empty after an ordinary response", async () => {
  const stream = (await start()).httpStream();
  stream.request();
  stream.reset();
  assert.equal(stream.outcome, "complete");
  assert.equal(stream.details, "");
});

test("HttpStream throws for an impossible order of parts", async () => {
  const stream = (await start()).httpStream();
  const wrong = { code: "WRONG_ORDER" };
  assert.throws(() => stream.requestBody("early"), wrong);
  assert.throws(() => stream.responseHeaders({ ":status": "200" }), wrong);
  stream.requestHeaders(GET, { endOfStream: true });
  assert.throws(() => stream.requestBody("late"), wrong);
  assert.throws(() => stream.requestHeaders(GET), wrong);
});

test("HttpStream provides the times that a filter reads", async () => {
  const filter = "tests/conformance/filters/acts.ts";
  const now = new Date(2_000_000);
  const host = await ProxyHost.load(await compile(filter), { now });
  const configuration = [
    "request-headers: property request/time; property request/duration",
    "log: property request/time; property request/duration; property response/backend_latency",
  ].join("\n");
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  host.advance(5);
  const stream = plugin.httpStream();
  const from = host.logs.length;
  stream.requestHeaders(GET);
  host.advance(7);
  stream.requestBody("", { endOfStream: true });
  host.advance(8);
  stream.respond();
  const read = host.logs.slice(from, -1).map(({ message }) => message);
  assert.deepEqual(read, [
    `request-headers property request/time -> 0 ${nanoseconds(2_000_005)}`,
    "request-headers property request/duration -> 1 untouched",
    `log property request/time -> 0 ${nanoseconds(2_000_005)}`,
    `log property request/duration -> 0 ${nanoseconds(15)}`,
    `log property response/backend_latency -> 0 ${nanoseconds(15)}`,
  ]);
});

/** A time as the filter prints it. */
function nanoseconds(milliseconds: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(milliseconds) * 1_000_000n);
  return `0x${bytes.toString("hex")}`;
}

test("HttpStream.upstreamReset answers with the status for Envoy's reason", async () => {
  const plugin = await start();
  for (const [reason, status] of [
    [undefined, 503],
    ["remote connection failure", 503],
    ["protocol error", 502],
  ] as const) {
    const stream = plugin.httpStream();
    stream.requestHeaders(GET, { endOfStream: true });
    stream.upstreamReset(reason);
    assert.equal(stream.response?.status, status);
    const text = `reset reason: ${reason ?? "connection termination"}`;
    assert.ok(stream.response.text.endsWith(text));
    assert.equal(stream.response.header("hello"), "world");
  }
});

test("Message.takeChunks takes out the parts so far, and keeps the size", async () => {
  const stream = (await start()).httpStream();
  stream.requestHeaders(GET, { endOfStream: true });
  stream.responseHeaders({ ":status": "200" });
  stream.responseBody("one");
  const { response } = stream;
  assert.ok(response);
  assert.deepEqual(Buffer.concat(response.takeChunks()).toString(), "one");
  stream.responseBody("four", { endOfStream: true });
  assert.equal(response.text, "four");
  assert.equal(response.size, 7);
});

test("HostOptions.bufferLimit limits how much of a message may wait", async () => {
  const wasm = await compile("examples/body-edit/assembly/index.ts");
  for (const [bufferLimit, status] of [
    [99, 413],
    [100, 200],
  ]) {
    const host = await ProxyHost.load(wasm, { bufferLimit });
    const stream = host.startPlugin().httpStream();
    const headers = { "content-length": 100 };
    const response = stream.request({ headers, body: "x".repeat(100) });
    assert.equal(response?.status, status);
  }
});
