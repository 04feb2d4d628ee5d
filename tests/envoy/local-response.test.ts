import assert from "node:assert/strict";
import { test } from "node:test";
import { startScripted } from "./http-script.ts";

const POST = { method: "POST", body: "hello", trailers: { "x-t": "1" } };
const REQUEST = ["requestHeaders", "requestBody 5", "requestTrailers 1"];
const ANSWER = ["responseHeaders", "responseBody 2 end"];
const END = ["log", "done", "delete"];

test("LocalResponse.text, LocalResponse.header, LocalResponse.headerBytes and LocalResponse.details reach the client and the access log", async (t) => {
  const { run } = await startScripted(t);
  const { response, did, upstream } = await run(
    "requestHeaders/local/403/text=nö/x-a=1/x-a=2/x-bytes=b/details=why_not log/property/response/code_details",
  );
  assert.deepEqual(did, ["0", "why_not"]);
  assert.equal(response?.status, 403);
  assert.equal(response?.text, "nö");
  assert.deepEqual(response?.headerAll("x-a"), ["1", "2"]);
  assert.equal(response?.header("x-bytes"), "b");
  assert.equal(response?.header("content-type"), "text/plain");
  assert.equal(response?.header("content-length"), "3");
  assert.equal(upstream, undefined);
});

test("LocalResponse.bytes is a body whose content-type LocalResponse.header replaces, not its content-length", async (t) => {
  const { run } = await startScripted(t);
  const { response } = await run(
    "requestHeaders/local/200/bytes=ab/content-type=x~y/content-length=7",
  );
  assert.deepEqual(response?.headerAll("content-type"), ["x~y"]);
  assert.deepEqual(response?.headerAll("content-length"), ["2"]);
  assert.equal(response?.text, "ab");
});

test("LocalResponse.grpcStatus is what a gRPC client gets, or a status that fits by default", async (t) => {
  const { run } = await startScripted(t);
  const headers: [string, string][] = [["content-type", "application/grpc"]];
  const given = await run("requestHeaders/local/401/grpc=7/text=no", {
    headers,
  });
  assert.equal(given.response?.status, 200);
  assert.equal(given.response?.header("grpc-status"), "7");
  assert.equal(given.response?.header("grpc-message"), "no");
  const fitting = await run("requestHeaders/local/401", { headers });
  assert.equal(fitting.response?.header("grpc-status"), "16");
  const other = await run("requestHeaders/local/401/grpc=7");
  assert.equal(other.response?.status, 401);
  assert.equal(other.response?.header("grpc-status"), undefined);
});

test("LocalResponse.send refuses bad arguments, and the stream goes on", async (t) => {
  const { run } = await startScripted(t);
  const { response, did } = await run(
    "requestHeaders/local/199 requestHeaders/local/600 requestHeaders/local/403/:status=201 requestHeaders/local/403/=1 requestHeaders/local/403/grpc=17",
  );
  assert.deepEqual(did, ["2", "2", "2", "2", "2"]);
  assert.equal(response?.status, 200);
});

test("HttpContext.sendLocalResponse answers a request from each of its callbacks", async (t) => {
  const { run } = await startScripted(t);
  for (const [index, callback] of [
    "requestHeaders",
    "requestBody",
    "requestTrailers",
  ].entries()) {
    const script = `${callback}/local/403/text=no`;
    const { response, seen, upstream } = await run(script, POST);
    assert.equal(response?.status, 403, callback);
    assert.equal(response?.text, "no", callback);
    assert.equal(upstream, undefined, callback);
    // What the filter returns no longer counts, and it sees its own answer.
    const before = REQUEST.slice(0, index + 1);
    assert.deepEqual(seen, [...before, ...ANSWER, ...END], callback);
  }
});

test("HttpContext.sendLocalResponse replaces a response from onResponseHeaders", async (t) => {
  const { run } = await startScripted(t);
  const { response, seen } = await run(
    "responseHeaders/local/403/text=no",
    POST,
  );
  assert.equal(response?.status, 403);
  assert.equal(response?.text, "no");
  // The filter does not see this answer.
  assert.deepEqual(seen.slice(-4), ["responseHeaders", ...END]);
});

test("HttpContext.sendLocalResponse from a later callback resets the stream", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(200, { trailer: "x-t" });
      response.addTrailers({ "x-t": "1" });
      response.end("hello");
    },
  });
  for (const callback of ["responseBody", "responseTrailers"]) {
    const { response, did, seen } = await run(
      `${callback}/local/403/text=no`,
      POST,
    );
    assert.equal(response, undefined, callback);
    assert.deepEqual(did, ["0"], callback);
    assert.deepEqual(seen.slice(-3), END, callback);
  }
});

test("HttpContext.sendLocalResponse answers a waiting stream, from onTick", async (t) => {
  const { run } = await startScripted(t);
  for (const callback of ["requestHeaders", "responseHeaders"]) {
    const { response, did } = await run(
      `${callback}/return/4 ${callback}/wait tick/local/403/text=no`,
      POST,
    );
    assert.deepEqual(did, ["0"], callback);
    assert.equal(response?.status, 403, callback);
    assert.equal(response?.text, "no", callback);
  }
});

test("HttpContext.sendLocalResponse counts only once", async (t) => {
  const { run } = await startScripted(t);
  const { response, did } = await run(
    "requestHeaders/local/401/text=a requestHeaders/local/402/text=b",
  );
  assert.deepEqual(did, ["0", "0"]);
  assert.equal(response?.status, 401);
});

test("HttpContext.sendLocalResponse refuses a stream that is ending", async (t) => {
  const { run } = await startScripted(t);
  const { response, did } = await run("log/local/403 done/local/403");
  assert.deepEqual(did, ["2", "2"]);
  assert.equal(response?.status, 200);
});
