import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";
const SCRIPT = [
  "request-headers: http auth 500 :method=POST|:path=/check|:authority=a|x-user=joe who x-end=1; return 1",
  "http-answer: args; effective held; continue 0",
].join("\n");

async function start(configuration = SCRIPT) {
  const host = await ProxyHost.load(await compile(ACTS), {
    clusters: { auth: {} },
  });
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const last = () => host.logs.map(({ message }) => message).join("\n");
  return { host, plugin, last };
}

test("ProxyHost.httpCalls lists the calls of filters until they are answered", async () => {
  const { host, plugin } = await start();
  const stream = plugin.httpStream();
  assert.equal(stream.request(), null);
  const [call, ...more] = host.httpCalls;
  assert.deepEqual(more, []);
  assert.equal(call.cluster, "auth");
  assert.equal(call.header("X-User"), "joe");
  assert.equal(call.body.toString(), "who");
  assert.deepEqual(call.trailers, [["x-end", "1"]]);
  assert.equal(call.timeout, 500);
  call.respond({ status: 204 });
  assert.equal(stream.response?.status, 200);
  assert.equal(call.isPending, false);
  assert.deepEqual(host.httpCalls, []);
  assert.throws(() => call.respond(), { code: "WRONG_ORDER" });
});

test("PendingHttpCall.respond keeps what comes before an answer from the filter", async () => {
  const { host, plugin, last } = await start();
  const stream = plugin.httpStream();
  stream.request();
  const [call] = host.httpCalls;
  call.respond({ status: 103, headers: { link: "</a>" } });
  assert.equal(call.isPending, true);
  call.respond({ body: "four" });
  assert.match(last(), /http-answer args \d+ \d+ 4 0/);
  assert.equal(stream.response?.status, 200);
});

test("PendingHttpCall.fail and the clock end a call with the proxy's own answers", async () => {
  const { host, plugin, last } = await start();
  plugin.httpStream().request();
  host.httpCalls[0].fail("remote connection failure");
  assert.match(last(), /http-answer args 4 3 98 0/);
  plugin.httpStream().request();
  host.httpCalls[0].fail("protocol error");
  assert.match(last(), /http-answer args 8 3 87 0/);
  plugin.httpStream().request();
  host.advance(499);
  assert.equal(host.httpCalls.length, 1);
  host.advance(1);
  assert.match(last(), /http-answer args 12 3 24 0/);
});

test("PendingHttpCall.fail with a protocol error, and an answer with more than 100 headers, give the proxy's own 502", async () => {
  const { host, plugin } = await start(
    SCRIPT.replace("args", "get-map 6 :status"),
  );
  const many = Array.from({ length: 101 }, (_, i): [string, string] => [
    `x-${i}`,
    "1",
  ]);
  plugin.httpStream().request();
  host.httpCalls[0].fail("protocol error");
  plugin.httpStream().request();
  host.httpCalls[0].respond({ headers: many.slice(1) });
  plugin.httpStream().request();
  host.httpCalls[0].respond({ headers: many });
  const statuses = host.logs.flatMap(
    ({ message }) => /:status -> 0 (\d+)/.exec(message)?.[1] ?? [],
  );
  assert.deepEqual(statuses, ["502", "200", "502"]);
});

test("PendingHttpCall.beginResponse leaves a call that fails without an answer", async () => {
  const { host, plugin, last } = await start();
  plugin.httpStream().request();
  host.httpCalls[0].beginResponse();
  host.advance(500);
  assert.match(last(), /http-answer args 4 0 0 0/);
});

test("PendingHttpCall is cancelled with its plugin", async () => {
  const { host, plugin } = await start();
  const stream = plugin.httpStream();
  stream.request();
  const [call] = host.httpCalls;
  stream.reset();
  assert.equal(call.isPending, true);
  plugin.stop();
  assert.equal(call.isPending, false);
  assert.deepEqual(host.httpCalls, []);
});

test("ProxyHost.httpCalls lists a call made in onConfigure twice, for the main thread and the worker", async () => {
  const call = "http auth 500 :method=GET|:path=/keys|:authority=a";
  const { host, last } = await start(`configure: ${call}\nhttp-answer: args`);
  const [main, worker, ...more] = host.httpCalls;
  assert.deepEqual(more, []);
  worker.respond();
  main.respond({ body: "two" });
  assert.match(last(), /args 4 2 0 0\nhttp-answer args 4 2 3 0$/);
});

test("PendingHttpCall.respond answers calls in any order, each with its token", async () => {
  const call = "http auth 500 :method=GET|:path=/|:authority=a";
  const { host, plugin, last } = await start(
    `request-headers: ${call}; ${call}; return 1\nhttp-answer: args; get-buffer 4 0 9`,
  );
  plugin.httpStream().request();
  const [first, second] = host.httpCalls;
  second.respond({ body: "second" });
  assert.deepEqual(host.httpCalls, [first]);
  first.respond({ body: "first" });
  assert.match(last(), /args 8 2 6 0\n.* second\n.*args 4 2 5 0\n.* first$/);
});
