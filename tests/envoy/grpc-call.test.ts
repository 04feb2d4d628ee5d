import assert from "node:assert/strict";
import { test } from "node:test";
import { request, type Header } from "../../cli/envoy/http-request.ts";
import type { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import type { GrpcMethod } from "./grpc-server.ts";
import { startGrpc } from "./start-grpc.ts";
import { get } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/grpc-call.ts";
const OK = 0;
const PERMISSION_DENIED = 7;
const REFUSED_STREAM = 7;
const UNAVAILABLE =
  "14; upstream connect error or disconnect/reset before headers. reset reason: ";

const METHODS: Record<string, GrpcMethod> = {
  "/test.Unary/Say": {
    onMessage: (call, text) => {
      call.start({ "x-initial": "1" });
      call.send(`answer to ${text}`);
      call.end(OK, "", { "x-trailing": "2" });
    },
  },
  "/test.Unary/Deny": {
    onMessage: (call) => call.end(PERMISSION_DENIED, "not you: é {x}"),
  },
  "/test.Unary/Silent": { onMessage: (call) => call.end(PERMISSION_DENIED) },
  "/test.Unary/Late": {
    onMessage: (call) =>
      void setTimeout(() => {
        call.send("late");
        call.end(OK);
      }, 300),
  },
  // Begin an answer that does not come, or breaks off.
  "/test.Unary/Begun": {
    onMessage: (call) => call.start({ "x-initial": "1" }),
  },
  "/test.Unary/Half": {
    onMessage: (call) => {
      call.start({ "x-initial": "1" });
      call.send("half");
    },
  },
  "/test.Unary/Cut": {
    onMessage: (call) => {
      call.start({ "x-initial": "1" });
      setTimeout(() => call.reset(REFUSED_STREAM), 20);
    },
  },
  "/test.Unary/Reset": { onMessage: (call) => call.reset(REFUSED_STREAM) },
};

async function report(
  envoy: EnvoyProcess,
  method: string,
  headers: Header[] = [],
): Promise<string | undefined> {
  const response = await get(envoy, `/call/${method}`, [
    ["x-cluster", "grpc"],
    ...headers,
  ]);
  return response.header("x-report");
}

test("GrpcCall.send, GrpcCall.message, GrpcCall.metadata and GrpcCall.timeout make the call, and GrpcCallResponse.body and BodyView.size read the answer", async (t) => {
  const { envoy, server } = await startGrpc(t, SOURCE, METHODS);
  assert.equal(
    await report(envoy, "Say"),
    "sent: 0; 0; ; ; late: false; answer to question; 18; /call/Say",
  );
  const [{ headers }] = server.calls;
  assert.equal(headers["x-meta"], "data");
  assert.equal(headers["grpc-timeout"], "200m");
  assert.equal(headers[":authority"], "grpc");
});

test("GrpcCall.target describes how the proxy reaches the server", async (t) => {
  const { envoy, server } = await startGrpc(t, SOURCE, METHODS);
  assert.match((await report(envoy, "Say", [["x-target", "1"]]))!, /answer to/);
  assert.equal(server.calls[0].headers[":authority"], "example.org");
});

test("GrpcCall.timeout of 0 waits indefinitely", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  const answer = await report(envoy, "Late", [["x-forever", "1"]]);
  assert.match(answer!, /; late; 4; /);
});

test("GrpcCall.dispatch passes the answer and the call to Context.onGrpcCallResponse", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  const answer = await report(envoy, "Say", [["x-dispatch", "1"]]);
  assert.match(answer!, /^sent: 0; true; 0; .*answer to question/);
});

test("GrpcCallResponse.status, GrpcCallResponse.message, GrpcCallResponse.details and GrpcCallResponse.isTimeout distinguish failures", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  for (const [method, expected] of [
    ["Deny", "7; not you: \xc3\xa9 {x}; via_upstream; late: false"],
    ["Silent", "7; ; via_upstream; late: false"],
    ["Unknown", "12; ; via_upstream; late: false"],
    ["Late", "14; upstream request timeout; response_timeout; late: true"],
    ["Begun", "13; ; response_timeout; late: true"],
    ["Half", "13; ; response_timeout; late: true"],
    [
      "Cut",
      "13; ; upstream_reset_after_response_started{remote_refused_stream_reset}; late: false",
    ],
    [
      "Reset",
      `${UNAVAILABLE}remote refused stream reset; upstream_reset_before_response_started{remote_refused_stream_reset}; late: false`,
    ],
  ]) {
    const answer = await report(envoy, method);
    assert.equal(answer, `sent: 0; ${expected}; ; 0; /call/${method}`);
  }
  const broken = await get(envoy, "/call/Say", [["x-cluster", "resets"]]);
  assert.match(broken.header("x-report")!, /; 14; .*late: false/);
});

test("GrpcCall.send refuses at once what the proxy would not send or would crash on", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  const response = await get(envoy, "/refused");
  assert.equal(response.header("x-report"), "2; 10; 10; 2; 2");
  assert.equal((await get(envoy, "/")).status, 200);
  assert.deepEqual(envoy.logLines("refused call"), []);
});

test("GrpcCall is cancelled when the waiting stream has ended", async (t) => {
  let onArrival = () => {};
  let cancelled = () => {};
  const callArrived = new Promise<void>((resolve) => (onArrival = resolve));
  const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
  const { envoy } = await startGrpc(t, SOURCE, {
    ...METHODS,
    "/test.Unary/Never": {
      onMessage: () => onArrival(),
      onCancel: () => cancelled(),
    },
  });
  const client = request({
    port: envoy.port(),
    path: "/call/Never",
    headers: [
      ["x-cluster", "grpc"],
      ["x-forever", "1"],
    ],
    timeout: 100,
  });
  await assert.rejects(Promise.all([client, callArrived]));
  await callArrived;
  await wasCancelled;
  assert.match((await report(envoy, "Say"))!, /answer to question/);
  assert.equal(envoy.logLines("answered").length, 1);
});
