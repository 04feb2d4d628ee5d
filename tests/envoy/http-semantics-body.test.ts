import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { EventEmitter } from "node:events";
import { startScripted } from "./http-script.ts";
import type { UpstreamHandler } from "./upstream.ts";

const POST = { method: "POST", body: "hello" };
const PARTS = ["one", "two", "three"];

/** Sends the parts, each once the filter has seen the previous one. */
function inParts(seen: EventEmitter): UpstreamHandler {
  return (_, response) => {
    void (async () => {
      for (const part of PARTS) {
        const next = once(seen, "part");
        response.write(part);
        await next;
      }
      response.end();
    })();
  };
}

/** Runs a script with a response that arrives in parts. */
async function runInParts(
  t: Parameters<typeof startScripted>[0],
  script: string,
) {
  const seen = new EventEmitter();
  const { run, envoy } = await startScripted(t, { handler: inParts(seen) });
  const watch = async () => {
    let from = envoy.logs.length;
    for (let i = 0; i < PARTS.length; i++) {
      await envoy.waitForLog("seen responseBody", { from });
      from =
        envoy.logs.findIndex(
          (line, index) => index >= from && line.includes("seen responseBody"),
        ) + 1;
      seen.emit("part");
    }
  };
  const [outcome] = await Promise.all([run(script), watch()]);
  return outcome;
}

test("FilterDataStatus.StopIterationAndBuffer shows all parts so far", async (t) => {
  const { seen, response } = await runInParts(
    t,
    "responseBody/return/1 responseBody!/return/0",
  );
  assert.deepEqual(
    seen.filter((call) => call.startsWith("responseBody")),
    [
      "responseBody 3",
      "responseBody 6",
      "responseBody 11",
      "responseBody 11 end",
    ],
  );
  assert.equal(response?.text, "onetwothree");
});

test("FilterDataStatus.StopIterationAndWatermark shows each part separately and keeps all", async (t) => {
  const { seen, response } = await runInParts(
    t,
    "responseBody/return/2 responseBody!/return/0",
  );
  assert.deepEqual(
    seen.filter((call) => call.startsWith("responseBody")),
    [
      "responseBody 3",
      "responseBody 3",
      "responseBody 5",
      "responseBody 0 end",
    ],
  );
  assert.equal(response?.text, "onetwothree");
});

test("FilterDataStatus.StopIterationNoBuffer shows each part separately and drops it", async (t) => {
  const { seen, response } = await runInParts(
    t,
    "responseBody/return/3 responseBody!/return/0",
  );
  assert.deepEqual(
    seen.filter((call) => call.startsWith("responseBody")),
    [
      "responseBody 3",
      "responseBody 3",
      "responseBody 5",
      "responseBody 0 end",
    ],
  );
  assert.equal(response?.text, "");
});

test("FilterDataStatus.Continue shows each part separately, and a change to one reaches the client", async (t) => {
  const { response } = await runInParts(t, "responseBody/body.append/,");
  assert.equal(response?.text, "one,two,three,,");
});

test("HttpContext.continueRequest continues a body that was buffered to its end", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream } = await run(
    "requestHeaders/header.delete/content-length requestBody/return/1 requestBody!/wait tick/bytes tick/body.append/! tick/continueRequest",
    POST,
  );
  assert.deepEqual(did, ["0", "5:hello", "0", "0"]);
  assert.equal(upstream?.body.toString(), "hello!");
});

test("HttpContext.continueResponse continues a body that was buffered to its end", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => response.end("hello"),
  });
  const { did, response } = await run(
    "responseHeaders/header.delete/content-length responseBody/return/1 responseBody!/wait tick/response.get/:status tick/continueResponse",
  );
  assert.equal(did.at(-1), "0");
  assert.equal(response?.text, "hello");
});

test("Body of a buffered request is available in onRequestTrailers and in onTick", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream } = await run(
    "requestBody/return/1 requestTrailers/bytes requestTrailers/body.set/changed requestTrailers/return/1 requestTrailers/wait tick/bytes tick/trailer.get/x-t tick/continueRequest",
    { ...POST, trailers: { "x-t": "1" } },
  );
  assert.deepEqual(did, ["5:hello", "0", "7:changed", "[1]", "0"]);
  assert.equal(upstream?.body.toString(), "changed");
  assert.deepEqual(upstream?.trailers, [["x-t", "1"]]);
});

const LIMIT = { per_connection_buffer_limit_bytes: 1024 };

test("FilterDataStatus.StopIterationAndBuffer beyond the limit answers 413, and resets a response", async (t) => {
  const { run } = await startScripted(t, {
    listener: { fields: LIMIT },
    handler: (_, response) => response.end("x".repeat(10_000)),
  });
  const large = { method: "POST", body: "x".repeat(10_000) };
  const request = await run("requestBody/return/1", large);
  assert.equal(request.response?.status, 413);
  assert.equal(request.upstream, undefined);
  // Its headers have already gone on.
  const { response } = await run("responseBody/return/1");
  assert.equal(response, undefined);
});

test("FilterHeadersStatus.StopAllIterationAndBuffer beyond the limit answers 413 or 500, and Watermark waits", async (t) => {
  const { run } = await startScripted(t, {
    listener: { fields: LIMIT },
    handler: (_, response) => response.end("x".repeat(10_000)),
  });
  const large = { method: "POST", body: "x".repeat(100_000) };
  const buffered = await run("requestHeaders/return/3", large);
  assert.equal(buffered.response?.status, 413);
  const { response } = await run("responseHeaders/return/3");
  assert.equal(response?.status, 500);
  const waits = await run(
    "requestHeaders/return/4 requestHeaders/wait tick/continueRequest",
    large,
  );
  assert.equal(waits.response?.status, 200);
  assert.equal(waits.upstream?.body.length, 100_000);
});
