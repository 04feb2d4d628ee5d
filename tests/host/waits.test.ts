import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const SOURCE = "tests/envoy/filters/scripts.ts";

async function start(configuration = "", allowOnHeadersStopIteration = false) {
  const host = await ProxyHost.load(await compile(SOURCE, EAGER), {
    clusters: { grpc: {}, one: {} },
  });
  const plugin = host.startPlugin({
    rootId: "waits",
    configuration,
    allowOnHeadersStopIteration,
  });
  const logs = () =>
    host.logs.map(({ message }) => message).filter((line) => line !== "ready");
  const send = (path: string) => {
    const stream = plugin.httpStream();
    stream.request({ path });
    return stream;
  };
  return { host, plugin, logs, send };
}

test("GrpcExchange.receive waits for each message of the server, and keeps those that come meanwhile", async () => {
  const { host, logs, send } = await start();
  const stream = send("/talk");
  const [chat] = host.grpcStreams;
  assert.deepEqual(chat.messages.map(String), ["ask0"]);
  chat.sendMessage("one");
  assert.deepEqual(chat.messages.map(String), ["ask0", "ask1"]);
  host.advance(12);
  assert.equal(chat.hasEnded, true);
  chat.sendMessage("two");
  chat.sendMessage("three");
  chat.close(5, "no more");
  assert.deepEqual(logs(), [
    "got one",
    "none true",
    "rest two",
    "rest three",
    "ended 5no more",
  ]);
  assert.equal(stream.upstream?.header(":path"), "/talk");
});

test("GrpcExchange is something that firstOf waits for, and ends where it is cancelled or refused", async () => {
  const { host, logs, send } = await start();
  send("/first");
  const [, two] = host.grpcStreams;
  two.sendMessage("second");
  send("/first");
  host.advance(12);
  send("/refused");
  assert.deepEqual(logs(), [
    "first 1",
    "cancelled truefalse",
    "first 2",
    "cancelled truefalse",
    "false true 3 The proxy refused the stream, with status 10",
  ]);
});

test("GrpcExchange is cancelled when the stream that has begun it ends", async () => {
  const { host, logs, send } = await start();
  const stream = send("/talk");
  const [chat] = host.grpcStreams;
  stream.reset();
  assert.equal(chat.isPending, false);
  host.advance(20);
  assert.deepEqual(logs(), []);
});

test("SharedQueue.waitForItem gives one item to each that waits, in order, and leaves those out that have ended", async () => {
  const { host, logs, send } = await start();
  const streams = ["/item1", "/item2", "/item3"].map(send);
  streams[1].reset();
  const queue = host.queue("events")!;
  queue.enqueue("a");
  queue.enqueue("b");
  queue.enqueue("c");
  assert.deepEqual(logs(), ["/item1 a", "/item3 b"]);
  send("/item4");
  assert.deepEqual(logs().slice(2), ["/item4 c"]);
});

test("SharedQueue.waitForItem in a task ends with its limit", async () => {
  const { host, logs } = await start("task");
  host.advance(2);
  const queue = host.queue("events")!;
  queue.enqueue("a");
  host.advance(10);
  queue.enqueue("b");
  host.advance(50);
  assert.ok(logs().includes("task a") && logs().includes("task b"));
  assert.ok(logs().includes("task ends"));
});

test("Body.collect, Body.next and HttpMessage.waitForTrailers wait no longer than their limit", async () => {
  const { host, plugin, logs } = await start();
  const begin = (path: string) => {
    const stream = plugin.httpStream();
    stream.requestHeaders({
      ":method": "POST",
      ":path": path,
      ":authority": "a",
    });
    stream.requestBody("mel");
    return stream;
  };
  const kinds = [
    ["", "melon", "no body"],
    ["/parts", "parts 2", "parts 1"],
    ["/trailers", "trailers false", "trailers false"],
  ];
  for (const [kind, inTime, tooLate] of kinds) {
    const from = logs().length;
    const early = begin(`/slow${kind}`);
    host.advance(49);
    early.requestBody("on", { endOfStream: true });
    host.advance(20);
    assert.equal(early.upstream?.text, "melon");
    assert.deepEqual(logs().slice(from), [inTime]);
    const late = begin(`/slow${kind}`);
    host.advance(52);
    assert.equal(late.response?.status, 408);
    const patient = begin(`/slow/patient${kind}`);
    host.advance(52);
    patient.requestBody("on", { endOfStream: true });
    host.advance(12);
    assert.equal(patient.upstream?.text, "melon");
    // What was answered has ended, and so has its method.
    const tail = [tooLate, tooLate, "it took too long"];
    assert.deepEqual(logs().slice(from + 1), tail);
    // One that leaves, and its limit comes later.
    begin(`/slow${kind}`).reset();
    host.advance(52);
    assert.deepEqual(logs().slice(from + 1), tail);
  }
});

test("HttpMessage.holdHeaders lets a body decide on its headers, before and after other waits", async () => {
  const { host, plugin } = await start("", true);
  const post = (path: string, body: string[]) => {
    const stream = plugin.httpStream();
    stream.requestHeaders({
      ":method": "POST",
      ":path": path,
      ":authority": "a",
    });
    body.forEach((part, i) => {
      assert.equal(stream.upstream, null, path);
      stream.requestBody(part, { endOfStream: i === body.length - 1 });
    });
    return stream;
  };
  const paths = ["/hold", "/hold/late", "/hold/ask", "/hold/ask/late"];
  for (const path of [...paths, "/hold/ask/part"]) {
    const stream = post(path, ["mel", "on"]);
    for (let [call] = host.httpCalls; call; [call] = host.httpCalls)
      call.respond();
    const isPart = path.includes("part");
    const found = stream.upstream?.header("x-kept");
    assert.equal(found, isPart ? "melon" : "[melon]", path);
    assert.equal(stream.upstream?.text, "melon");
    stream.responseHeaders({ ":status": "200" });
    assert.equal(stream.response, null);
    stream.responseBody("answer", { endOfStream: true });
    const { response } = stream as { response: Message | null };
    assert.equal(response?.header("x-body"), "answer");
  }
  assert.equal(post("/hold", ["bad"]).response?.status, 422);
  assert.equal(post("/hold", ["12345678901"]).response?.status, 413);
  const none = plugin.httpStream();
  none.request({ path: "/hold" });
  assert.equal(none.upstream?.header("x-kept"), "[]");
});

test("HttpMessage.holdHeaders logs a warning where allow_on_headers_stop_iteration is not set", async () => {
  const { plugin, logs } = await start();
  const stream = plugin.httpStream();
  stream.requestHeaders({
    ":method": "POST",
    ":path": "/hold",
    ":authority": "a",
  });
  stream.requestBody("held", { endOfStream: true });
  stream.reset();
  assert.deepEqual(logs(), [
    "Headers were held for a body that did not come: has the plugin's configuration allow_on_headers_stop_iteration?",
  ]);
});
