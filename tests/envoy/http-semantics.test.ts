import assert from "node:assert/strict";
import { test } from "node:test";
import { startScripted } from "./http-script.ts";

const POST = { method: "POST", body: "hello" };
const TRAILERS = { ...POST, trailers: { "x-t": "1" } };
const END = ["log", "done", "delete"];

test("HttpContext.onRequestHeaders and HttpContext.onResponseHeaders get the end if there is no body", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(204);
      response.end();
    },
  });
  const { seen } = await run("");
  assert.deepEqual(seen, ["requestHeaders end", "responseHeaders end", ...END]);
});

test("HttpContext.onRequestBody gets the end in a separate call", async (t) => {
  const { run } = await startScripted(t);
  const { seen } = await run("", POST);
  assert.deepEqual(seen.slice(0, 3), [
    "requestHeaders",
    "requestBody 5",
    "requestBody 0 end",
  ]);
});

test("HttpContext.onResponseBody gets the end in a separate call", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => response.end("hello"),
  });
  const { seen } = await run("");
  assert.deepEqual(seen, [
    "requestHeaders end",
    "responseHeaders",
    "responseBody 5",
    "responseBody 0 end",
    ...END,
  ]);
});

test("HttpContext.onRequestTrailers and HttpContext.onResponseTrailers are called instead of a body's end", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(200, { trailer: "x-r" });
      response.addTrailers({ "x-r": "1" });
      response.end("hello");
    },
  });
  const { seen } = await run("", TRAILERS);
  assert.deepEqual(seen, [
    "requestHeaders",
    "requestBody 5",
    "requestTrailers 1",
    "responseHeaders",
    "responseBody 5",
    "responseTrailers 1",
    ...END,
  ]);
});

test("HttpMessage.trailers are read and changed in the trailers callbacks", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(200, { trailer: "x-r" });
      response.addTrailers({ "x-r": "1" });
      response.end("hello");
    },
  });
  const { did, upstream, response } = await run(
    "requestBody/trailer.get/x-t requestTrailers/trailer.get/x-t requestTrailers/trailer.append/x-t/2 requestTrailers/trailer.byteSize responseTrailers/trailer.get/x-r responseTrailers/trailer.set/x-r/2 responseTrailers/trailer.set/x-s/3",
    TRAILERS,
  );
  assert.deepEqual(did, ["null", "[1]", "0", "8", "[1]", "0", "0"]);
  assert.deepEqual(upstream?.trailers, [
    ["x-t", "1"],
    ["x-t", "2"],
  ]);
  assert.deepEqual(response?.trailers, [
    ["x-r", "2"],
    ["x-s", "3"],
  ]);
});

test("HttpMessage.trailers are added after a body that has none", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream, response } = await run(
    "requestHeaders/header.delete/content-length requestBody/trailer.set/x-t/1 responseHeaders/header.delete/content-length responseBody/trailer.set/x-r/1",
    POST,
  );
  // Before the body's end, there are no trailers to add to.
  assert.deepEqual(did, ["0", "2", "0", "0", "2", "0"]);
  assert.deepEqual(upstream?.trailers, [["x-t", "1"]]);
  assert.deepEqual(response?.trailers, [["x-r", "1"]]);
});

test("HttpContext.continueRequest continues a request, whichever way its headers were stopped", async (t) => {
  const { run } = await startScripted(t);
  for (const status of [1, 3, 4]) {
    const { seen, upstream } = await run(
      `requestHeaders/return/${status} requestHeaders/wait tick/continueRequest`,
      POST,
    );
    // No body callback runs before that.
    assert.deepEqual(
      seen.slice(0, 3),
      ["requestHeaders", "tick", "requestBody 5 end"],
      String(status),
    );
    assert.equal(upstream?.body.toString(), "hello");
  }
});

test("HttpContext.continueResponse continues a response, whichever way its headers were stopped", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => response.end("hello"),
  });
  for (const status of [1, 3, 4]) {
    const { seen, response } = await run(
      `responseHeaders/return/${status} responseHeaders/wait tick/continueResponse`,
    );
    assert.deepEqual(
      seen.slice(1, 4),
      ["responseHeaders", "tick", "responseBody 5 end"],
      String(status),
    );
    assert.equal(response?.text, "hello");
  }
});

test("HttpContext.onRequestBody runs after StopIteration if the plugin allows it", async (t) => {
  const { run } = await startScripted(t, {
    plugin: { allowOnHeadersStopIteration: true },
  });
  const { seen, upstream } = await run("requestHeaders/return/1", POST);
  assert.deepEqual(seen.slice(0, 3), [
    "requestHeaders",
    "requestBody 5",
    "requestBody 0 end",
  ]);
  // Continue for the first part has continued the headers as well.
  assert.equal(upstream?.body.toString(), "hello");
  const held = await run(
    "requestHeaders/return/1 requestBody/return/1 requestBody!/return/0 requestBody!/request.set/x-a/1",
    POST,
  );
  assert.equal(new Map(held.upstream?.headers).get("x-a"), "1");
});

test("FilterHeadersStatus.ContinueAndEndStream is Continue in Envoy", async (t) => {
  const { run } = await startScripted(t);
  const { seen, upstream } = await run("requestHeaders/return/2", POST);
  assert.deepEqual(seen.slice(0, 2), ["requestHeaders", "requestBody 5"]);
  assert.equal(upstream?.body.toString(), "hello");
});

test("Context.activate lets another context change headers until the request continues", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream } = await run(
    "requestHeaders/return/4 requestHeaders/wait tick/request.set/x-a/1 tick/continueRequest tick/request.set/x-b/1 tick/request.get/:path",
  );
  assert.deepEqual(did, ["0", "0", "2", "null"]);
  const sent = new Map(upstream?.headers);
  assert.equal(sent.get("x-a"), "1");
  assert.equal(sent.get("x-b"), undefined);
});

test("Context.onLog can read the request's headers again but not change them, Context.onDone and Context.onDelete follow", async (t) => {
  const { run } = await startScripted(t);
  const { did, seen } = await run(
    "responseHeaders/request.get/:path log/request.get/:path log/response.get/:status log/request.set/x-a/1 log/response.set/x-a/1 done/request.get/:path",
  );
  assert.deepEqual(did, ["null", "[/]", "[200]", "2", "2", "null"]);
  // The log comes before the end.
  assert.deepEqual(seen.slice(-3), END);
});

test("HttpContext.closeRequest and HttpContext.closeResponse reset the stream, from each callback", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(200, { trailer: "x-r" });
      response.addTrailers({ "x-r": "1" });
      response.end("hello");
    },
  });
  const callbacks = [
    "requestHeaders",
    "requestBody",
    "requestTrailers",
    "responseHeaders",
    "responseBody",
    "responseTrailers",
  ];
  for (const [index, callback] of callbacks.entries()) {
    for (const close of ["closeRequest", "closeResponse"]) {
      const step = `${callback}/${close}`;
      const { did, seen, response } = await run(step, TRAILERS);
      assert.equal(response, undefined, step);
      assert.deepEqual(did, ["0"], step);
      const called = seen.map((call) => call.split(" ")[0]);
      assert.deepEqual(called, [...callbacks.slice(0, index + 1), ...END]);
    }
  }
  // The proxy still serves.
  assert.equal((await run("")).response?.status, 200);
});

test("HttpContext.closeRequest and HttpContext.closeResponse reset a waiting stream, from onTick", async (t) => {
  const { run } = await startScripted(t);
  for (const callback of ["requestHeaders", "responseHeaders"]) {
    for (const close of ["closeRequest", "closeResponse"]) {
      const { did, seen, response } = await run(
        `${callback}/return/4 ${callback}/wait tick/${close}`,
        POST,
      );
      assert.equal(response, undefined);
      assert.deepEqual(did, ["0"]);
      assert.deepEqual(seen.slice(-4), ["tick", ...END]);
    }
  }
});

test("HttpContext.closeRequest refuses a stream that is ending", async (t) => {
  const { run } = await startScripted(t);
  const steps = ["closeRequest", "closeResponse", "continueRequest"];
  for (const callback of ["log", "done"]) {
    const script = steps.map((step) => `${callback}/${step}`).join(" ");
    const { did, response } = await run(script);
    assert.deepEqual(did, ["2", "2", "2"]);
    assert.equal(response?.status, 200);
  }
});
