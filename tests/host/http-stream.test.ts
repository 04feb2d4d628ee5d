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

test("HttpStream.request takes numbers as values of headers", async () => {
  const stream = (await start()).httpStream();
  const response = stream.request({
    headers: { "x-number": 7 },
    upstream: { headers: { "content-length": 5 }, body: "hello" },
  });
  assert.equal(stream.upstream?.header("x-number"), "7");
  assert.equal(response?.header("content-length"), "5");
});

test("HttpStream.requestHeaders and its like drive a stream part by part", async () => {
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
  assert.equal(stream.response, null);
});

test("HttpStream throws for an order that cannot happen", async () => {
  const stream = (await start()).httpStream();
  const wrong = { code: "WRONG_ORDER" };
  assert.throws(() => stream.requestBody("early"), wrong);
  assert.throws(() => stream.responseHeaders({ ":status": "200" }), wrong);
  stream.requestHeaders(GET, { endOfStream: true });
  assert.throws(() => stream.requestBody("late"), wrong);
  assert.throws(() => stream.requestHeaders(GET), wrong);
});

test("HttpStream begins at the time that the filter reads as request.time", async () => {
  const filter = "tests/conformance/filters/acts.ts";
  const now = new Date(2_000_000);
  const host = await ProxyHost.load(await compile(filter), { now });
  const configuration =
    "request-headers: property request/time\nlog: property request/time";
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  host.advance(5);
  const stream = plugin.httpStream();
  stream.request({ upstream: null });
  host.advance(5);
  stream.respond();
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(2_000_005n * 1_000_000n);
  const read = host.logs
    .map(({ message }) => message)
    .filter((message) => message.includes("request/time"));
  const value = `property request/time -> 0 0x${bytes.toString("hex")}`;
  assert.deepEqual(read, [`request-headers ${value}`, `log ${value}`]);
});
