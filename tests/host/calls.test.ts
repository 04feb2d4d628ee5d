import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const SOURCE = "tests/envoy/filters/calls.ts";

async function start(configuration: string) {
  const host = await ProxyHost.load(await compile(SOURCE, EAGER), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId: "calls", configuration });
  const send = (path: string, headers: [string, string][] = []) => {
    const stream = plugin.httpStream();
    stream.request({ path, headers });
    return stream;
  };
  /** What a request has got of its calls, once it has gone on. */
  const answerOf = (stream: ReturnType<typeof send>) =>
    stream.upstream?.header("x-answer") ?? stream.response?.text;
  return { host, plugin, send, answerOf };
}

for (const kind of ["handler", "callbacks"]) {
  test(`CallPolicy of ${kind} has a request go on once with the answer`, async () => {
    const { host, send, answerOf } = await start(kind);
    const streams = ["/plain/1", "/plain/2"].map((path) => send(path));
    assert.deepEqual(streams.map(answerOf), [undefined, undefined]);
    for (const call of host.httpCalls) {
      call.respond({ status: 200, body: call.header(":path") });
    }
    assert.deepEqual(streams.map(answerOf), [
      "0 200 /plain/1",
      "0 200 /plain/2",
    ]);
    const failing = send("/plain/3");
    host.httpCalls[0].fail();
    assert.match(answerOf(failing)!, /^1 503 /);
    assert.deepEqual(host.logs, []);
  });

  test(`RetryPolicy of ${kind} tries again after failures, and not after other answers`, async () => {
    const { host, send, answerOf } = await start(kind);
    const stream = send("/retry");
    host.httpCalls[0].fail();
    assert.equal(host.httpCalls.length, 0);
    host.advance(26);
    host.httpCalls[0].respond({ status: 503, headers: [["retry-after", "2"]] });
    host.advance(1999);
    assert.equal(host.httpCalls.length, 0);
    host.advance(1);
    host.httpCalls[0].respond({ status: 502, body: "third" });
    assert.equal(answerOf(stream), "0 502 third");
    for (const [path, status] of [
      ["/retry", 404],
      ["/retry/post", 503],
      ["/unsafe/post", 503],
    ] as const) {
      const other = send(path);
      host.httpCalls[0].respond({ status });
      assert.equal(answerOf(other), `0 ${status} `, path);
    }
    const unsafe = send("/unsafe/post");
    host.httpCalls[0].respond({ status: 500 });
    host.advance(100);
    host.httpCalls[0].respond({ status: 200 });
    assert.equal(answerOf(unsafe), "0 200 ");
    assert.deepEqual(host.httpCalls, []);
  });

  test(`RetryPolicy of ${kind} tries again what the proxy did not send`, async () => {
    const { host, send, answerOf } = await start(kind);
    const stream = send("/retry/none/post");
    host.advance(200);
    assert.match(answerOf(stream)!, /^1 0 The proxy refused the call/);
    const other = send("/plain/none");
    const expected =
      kind === "handler"
        ? "1 0 The proxy refused the call, with status 2"
        : "not sent 2";
    assert.equal(answerOf(other), expected);
  });

  test(`RetryBudget of ${kind} bounds how many are tried again at once, and forgets streams that have ended`, async () => {
    const { host, send, answerOf } = await start(kind);
    const streams = [1, 2, 3].map(() => send("/budget"));
    for (const call of host.httpCalls) call.respond({ status: 503 });
    host.advance(1);
    assert.deepEqual(streams.map(answerOf), [undefined, "0 503 ", "0 503 "]);
    streams[0].reset();
    const next = send("/budget");
    host.httpCalls.at(-1)!.respond({ status: 503 });
    host.advance(1);
    host.httpCalls.at(-1)!.respond({ status: 200 });
    assert.equal(answerOf(next), "0 200 ");
  });

  test(`CallPolicy.timeLimit of ${kind} ends a call with its retries`, async () => {
    const { host, send, answerOf } = await start(kind);
    const slow = send("/limit");
    host.advance(299);
    assert.equal(answerOf(slow), undefined);
    host.advance(1);
    assert.equal(answerOf(slow), "2 0 The call took too long");
    // Its answer comes to nobody.
    host.httpCalls[0].respond();
    const waiting = send("/limit");
    host.httpCalls[0].respond({ status: 503, headers: [["retry-after", "1"]] });
    host.advance(300);
    assert.equal(answerOf(waiting), "0 503 ");
    host.advance(2000);
    assert.equal(host.httpCalls.length, 0);
  });

  test(`CircuitBreaker of ${kind} opens after failures, and closes after one call that succeeds`, async () => {
    const { host, send, answerOf } = await start(kind);
    const rejected =
      kind === "handler"
        ? "1 0 The call was not sent: its circuit is open"
        : "not sent 10";
    for (const status of [500, 200, 500, 500]) {
      send("/breaker");
      host.httpCalls[0].respond({ status });
    }
    assert.equal(answerOf(send("/breaker")), rejected);
    host.advance(1000);
    // One whose stream has ended shows nothing.
    send("/breaker").reset();
    const probe = send("/breaker");
    assert.equal(answerOf(send("/breaker")), rejected);
    host.httpCalls.at(-1)!.respond({ status: 500 });
    assert.equal(answerOf(probe), "0 500 ");
    host.advance(999);
    assert.equal(answerOf(send("/breaker")), rejected);
    host.advance(1);
    send("/breaker");
    host.httpCalls.at(-1)!.respond();
    const both = [send("/breaker"), send("/breaker")];
    for (const call of host.httpCalls) call.respond();
    assert.deepEqual(both.map(answerOf), ["0 200 ", "0 200 "]);
  });

  test(`Bulkhead of ${kind} lets so many calls be under way, and forgets streams that have ended`, async () => {
    const { host, send, answerOf } = await start(kind);
    const rejected =
      kind === "handler"
        ? "1 0 The call was not sent: too many are under way"
        : "not sent 10";
    const [one, two] = [send("/bulkhead"), send("/bulkhead")];
    assert.equal(answerOf(send("/bulkhead")), rejected);
    one.reset();
    const three = send("/bulkhead");
    assert.equal(answerOf(send("/bulkhead")), rejected);
    for (const call of host.httpCalls) call.respond();
    assert.deepEqual([two, three].map(answerOf), ["0 200 ", "0 200 "]);
    if (kind === "handler") {
      assert.equal(three.upstream?.header("x-state"), "0 0");
    }
  });

  test(`CallPolicy.hedge of ${kind} sends a late call again, and takes the first right answer`, async () => {
    const { host, send, answerOf } = await start(kind);
    const stream = send("/hedge");
    host.advance(49);
    assert.equal(host.httpCalls.length, 1);
    host.advance(1);
    assert.equal(host.httpCalls.length, 2);
    host.httpCalls[1].respond({ status: 500 });
    assert.equal(answerOf(stream), undefined);
    host.advance(50);
    const [first, last] = host.httpCalls;
    last.respond({ body: "last" });
    assert.equal(answerOf(stream), "0 200 last");
    first.respond({ body: "first" });
    const unsafe = send("/hedge/post");
    host.advance(200);
    assert.equal(host.httpCalls.length, 1);
    host.httpCalls[0].respond();
    assert.equal(answerOf(unsafe), "0 200 ");
    const dead = send("/hedge");
    host.advance(100);
    for (const call of host.httpCalls) call.respond({ status: 503 });
    assert.equal(answerOf(dead), "0 503 ");
    assert.deepEqual(host.logs, []);
  });

  test(`ResponseCache of ${kind} keeps an answer as long as it says, and makes one call for all who wait`, async () => {
    const { host, send, answerOf } = await start(kind);
    const found = kind === "handler" ? "" : "found ";
    const streams = [1, 2, 3].map(() => send("/cache"));
    assert.equal(host.httpCalls.length, 1);
    // The call is the plugin's.
    streams[0].reset();
    host.httpCalls[0].respond({
      body: "one",
      headers: [["cache-control", "max-age=10"]],
    });
    const all = streams.slice(1).map(answerOf);
    assert.deepEqual(all, ["0 200 one", "0 200 one"]);
    host.advance(9999);
    assert.equal(answerOf(send("/cache")), `${found}0 200 one`);
    host.advance(1);
    const again = send("/cache");
    host.httpCalls[0].respond({ headers: [["cache-control", "no-store"]] });
    assert.equal(answerOf(again), "0 200 ");
    // What is not to be kept is not for others either.
    const own = [send("/cache"), send("/cache")];
    host.httpCalls[0].respond({ body: "first" });
    host.httpCalls[0].respond({ body: "second" });
    assert.deepEqual(own.map(answerOf), ["0 200 first", "0 200 second"]);
    const failed = [send("/cache"), send("/cache")];
    host.httpCalls[0].fail();
    for (const each of failed) assert.match(answerOf(each)!, /^1 503 /);
    assert.equal(host.httpCalls.length, 0);
  });

  test(`ResponseCache of ${kind} distinguishes requests by what vary names, and forgets what was used longest ago`, async () => {
    const { host, send, answerOf } = await start(kind);
    const headers: [string, string][] = [
      ["cache-control", "max-age=10"],
      ["vary", "X-User"],
    ];
    const ask = (path: string, body: string, user?: string) => {
      const stream = send(path, user === undefined ? [] : [["x-user", user]]);
      host.httpCalls[0]?.respond({ body, headers });
      return answerOf(stream)!.split(" ").at(-1);
    };
    assert.equal(ask("/cache", "any"), "any");
    assert.equal(ask("/cache", "new"), "any");
    assert.equal(ask("/cache", "joe", "joe"), "joe");
    assert.equal(ask("/cache", "new", "joe"), "joe");
    assert.equal(ask("/cache", "new"), "any");
    assert.equal(ask("/cache", "ann", "ann"), "ann");
    // That of joe was used longest ago.
    assert.equal(ask("/cache", "new"), "any");
    assert.equal(ask("/cache", "new", "joe"), "new");
    for (const path of ["/cache/post", "/cache/auth"]) {
      assert.equal(ask(path, "first"), "first");
      assert.equal(ask(path, "second"), "second");
    }
  });

  test(`ResponseCache of ${kind} asks whether a stale answer is still right, and takes the headers of a 304`, async () => {
    const { host, send, answerOf } = await start(kind);
    const found = kind === "handler" ? "" : "found ";
    const first = send("/cache");
    host.httpCalls[0].respond({
      body: "one",
      headers: [
        ["cache-control", "max-age=10"],
        ["etag", '"1"'],
        ["last-modified", "Sun, 06 Nov 1994 08:49:37 GMT"],
      ],
    });
    assert.equal(answerOf(first), "0 200 one");
    host.advance(10_000);
    const again = send("/cache");
    const [call] = host.httpCalls;
    assert.equal(call.header("if-none-match"), '"1"');
    const time = "Sun, 06 Nov 1994 08:49:37 GMT";
    assert.equal(call.header("if-modified-since"), time);
    call.respond({
      status: 304,
      headers: [
        ["cache-control", "max-age=20"],
        ["etag", '"1"'],
      ],
    });
    assert.equal(answerOf(again), "0 200 one");
    host.advance(19_999);
    assert.equal(answerOf(send("/cache")), `${found}0 200 one`);
    // Another answer takes its place.
    host.advance(1);
    const changed = send("/cache");
    host.httpCalls[0].respond({
      body: "two",
      headers: [
        ["cache-control", "no-cache"],
        ["etag", '"2"'],
      ],
    });
    assert.equal(answerOf(changed), "0 200 two");
    // One that is never fresh is asked for each time, and a 304 about another one says nothing.
    const wrong = send("/cache");
    assert.equal(host.httpCalls[0].header("if-none-match"), '"2"');
    host.httpCalls[0].respond({ status: 304, headers: [["etag", '"3"']] });
    assert.equal(host.httpCalls[0].header("if-none-match"), undefined);
    host.httpCalls[0].respond({ body: "three" });
    assert.equal(answerOf(wrong), "0 200 three");
    assert.equal(host.httpCalls.length, 0);
  });

  test(`ResponseCache of ${kind} uses a stale answer while it asks, and where the service fails`, async () => {
    const { host, send, answerOf } = await start(kind);
    const found = kind === "handler" ? "" : "found ";
    const control = "max-age=10, stale-while-revalidate=10, stale-if-error=100";
    const respond = (body: string) =>
      host.httpCalls[0].respond({
        body,
        headers: [["cache-control", control]],
      });
    send("/cache");
    respond("one");
    host.advance(19_999);
    const late = [send("/cache"), send("/cache")];
    const stale = `${found}0 200 one`;
    assert.deepEqual(late.map(answerOf), [stale, stale]);
    assert.equal(host.httpCalls.length, 1);
    respond("two");
    assert.equal(answerOf(send("/cache")), `${found}0 200 two`);
    host.advance(20_000);
    const failing = send("/cache");
    assert.equal(answerOf(failing), undefined);
    host.httpCalls[0].fail();
    assert.equal(answerOf(failing), "0 200 two");
    const broken = send("/cache");
    host.httpCalls[0].respond({ status: 500 });
    assert.equal(answerOf(broken), "0 200 two");
    host.advance(90_000);
    const over = send("/cache");
    host.httpCalls[0].respond({ status: 500 });
    assert.equal(answerOf(over), "0 500 ");
  });

  test(`ResponseCache of ${kind} keeps its answer where another one is about a part or a condition`, async () => {
    const { host, send, answerOf } = await start(kind);
    const tag: [string, string] = ["etag", '"1"'];
    send("/cache");
    host.httpCalls[0].respond({
      body: "one",
      headers: [["cache-control", "no-cache"], tag],
    });
    for (const [field, status] of [
      ["range: bytes=0-1", 206],
      ["range: bytes=9-", 416],
      ['if-none-match: "1"', 304],
      ['if-match: "2"', 412],
    ] as const) {
      const part = send("/cache", [["x-field", field]]);
      const [call] = host.httpCalls;
      const [name, value] = field.split(": ");
      assert.equal(call.header(name), value);
      call.respond({ status, headers: [tag] });
      assert.equal(answerOf(part), `0 ${status} `);
      const again = send("/cache");
      assert.equal(host.httpCalls[0].header("if-none-match"), '"1"', field);
      host.httpCalls[0].respond({ status: 304, headers: [tag] });
      assert.equal(answerOf(again), "0 200 one");
    }
  });

  test(`ResponseCache of ${kind} forgets an answer that one which may not be kept has replaced`, async () => {
    const { host, send } = await start(kind);
    const ask = (headers: [string, string][]) => {
      send("/cache", [["x-user", "joe"]]);
      const [call] = host.httpCalls;
      call.respond({ headers });
      return call.header("if-none-match");
    };
    const kept: [string, string][] = [
      ["cache-control", "no-cache"],
      ["etag", '"1"'],
      ["vary", "x-user"],
    ];
    assert.equal(ask(kept), undefined);
    assert.equal(ask([["cache-control", "no-store"]]), '"1"');
    assert.equal(ask(kept), undefined);
  });

  test(`ResponseCache of ${kind} forgets what an unsafe method has changed, RFC 9111, section 4.4`, async () => {
    const { host, send, answerOf } = await start(kind);
    const ask = (body: string, headers: [string, string][] = []) => {
      const stream = send("/cache", headers);
      host.httpCalls[0]?.respond({
        body,
        headers: [
          ["cache-control", "max-age=10"],
          ["vary", "x-user"],
        ],
      });
      return answerOf(stream)!.split(" ").at(-1);
    };
    const joe: [string, string][] = [["x-user", "joe"]];
    const change = (method: string, status: number) => {
      send("/cache", [["x-method", method]]);
      host.httpCalls[0].respond({ status });
    };
    assert.equal(ask("any"), "any");
    assert.equal(ask("joe", joe), "joe");
    for (const [method, status] of [
      ["OPTIONS", 200],
      ["POST", 404],
      ["DELETE", 500],
    ] as const) {
      change(method, status);
      assert.equal(ask("none"), "any", method);
    }
    change("PATCH", 204);
    // All who asked for it have to ask again, whatever their headers are.
    assert.equal(ask("any 2"), "2");
    assert.equal(ask("joe2", joe), "joe2");
    // An answer that was on its way meanwhile is from before.
    change("PUT", 303);
    const early = send("/cache");
    const [late] = host.httpCalls;
    send("/cache", [["x-method", "POST"]]);
    host.httpCalls[1].respond();
    late.respond({ body: "old", headers: [["cache-control", "max-age=10"]] });
    assert.equal(answerOf(early), "0 200 old");
    assert.equal(ask("new"), "new");
    change("BREW", 200);
    assert.equal(ask("last"), "last");
  });

  test(`ResponseCache of ${kind} does what a call's cache-control asks for`, async () => {
    const { host, send, answerOf } = await start(kind);
    const headers: [string, string][] = [["cache-control", "max-age=10"]];
    const ask = (body: string, field?: string) => {
      const own: [string, string][] =
        field === undefined ? [] : [["x-field", `cache-control: ${field}`]];
      const stream = send("/cache", own);
      host.httpCalls[0]?.respond({ body, headers });
      return answerOf(stream)!.split(" ").at(-1);
    };
    assert.equal(ask("one"), "one");
    assert.equal(ask("two", "no-store"), "two");
    assert.equal(ask("new"), "one");
    assert.equal(ask("three", "No-Cache"), "three");
    assert.equal(ask("new"), "three");
    assert.equal(ask("four", "max-age=0"), "four");
    assert.equal(ask("new", "max-age=60"), "four");
    const fields: [string, string][] = [["x-field", "cache-control: no-store"]];
    send("/cache", fields);
    send("/cache", fields);
    assert.equal(host.httpCalls.length, 2);
  });

  test(`SingleFlight of ${kind} makes one call of any method for all who wait, and keeps nothing`, async () => {
    const { host, send, answerOf } = await start(kind);
    const streams = [1, 2, 3].map(() => send("/single/post"));
    const other = send("/single/other");
    assert.equal(host.httpCalls.length, 2);
    assert.equal(host.httpCalls[0].header(":method"), "POST");
    streams[0].reset();
    host.httpCalls[0].respond({ body: "one" });
    const all = streams.slice(1).map(answerOf);
    assert.deepEqual(all, ["0 200 one", "0 200 one"]);
    host.httpCalls[0].fail();
    assert.match(answerOf(other)!, /^1 503 /);
    const again = send("/single/post");
    host.httpCalls[0].respond({ body: "two" });
    assert.equal(answerOf(again), "0 200 two");
    assert.deepEqual(host.logs, []);
  });
}

test("forwardRequest sends a request on without the headers of its connection", async () => {
  const { host, send, answerOf } = await start("forward");
  const stream = send("/any?a=b", [
    ["accept", "text/plain"],
    ["te", "trailers"],
    ["connection", "x-hop, close"],
    ["x-hop", "1"],
    ["keep-alive", "5"],
    ["x-user", "joe"],
    ["x-user", "ann"],
    ["proxy-connection", "close"],
  ]);
  const [call] = host.httpCalls;
  const added = /^x-(forwarded|envoy|request)/;
  assert.deepEqual(
    call.headers.filter(([name]) => !added.test(name)),
    [
      [":method", "GET"],
      [":path", "/any?a=b"],
      [":authority", "example.com"],
      [":scheme", "http"],
      ["accept", "text/plain"],
      ["x-user", "joe"],
      ["x-user", "ann"],
    ],
  );
  call.respond({ body: "there" });
  assert.equal(answerOf(stream), "there");
});
