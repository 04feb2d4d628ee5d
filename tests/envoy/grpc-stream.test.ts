import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../cli/envoy/http-request.ts";
import type { GrpcMethod } from "./grpc-server.ts";
import { startGrpc } from "./start-grpc.ts";
import { get } from "./start-envoy.ts";

const SOURCE = "tests/envoy/filters/grpc-stream.ts";
const OK = 0;
const NOT_FOUND = 5;

/** Answers each message, and asks for the end after the second. */
function talk(order: string): GrpcMethod {
  return {
    onStart: (call) => call.start({ "x-initial": "1" }),
    onMessage: (call, text) => {
      call.send(`re ${text}`);
      if (text === "two") call.send(order);
    },
    onEnd: (call) => call.end(NOT_FOUND, "none: é", { "x-trailing": "2" }),
  };
}

const METHODS: Record<string, GrpcMethod> = {
  "/test.Stream/Talk": talk("close"),
  "/test.Stream/Last": talk("last"),
  "/test.Stream/End": {
    onMessage: (call, text) => {
      if (text === "two") call.end(OK);
    },
  },
};

const AFTER = "open false; send 1; close 1";

test("GrpcStream.onInitialMetadata, GrpcStream.onMessage, GrpcStream.onTrailingMetadata, GrpcStream.onClose, GrpcStream.metadata, GrpcStream.send and GrpcStream.close work in order", async (t) => {
  const { envoy, server } = await startGrpc(t, SOURCE, METHODS);
  const response = await get(envoy, "/functions/Talk");
  assert.equal(
    response.header("x-report"),
    "opened 0; again 2; initial function 1; message re one; message re two; message close; trailing function 2; " +
      `closed 5 none: \xc3\xa9; ${AFTER}; path /functions/Talk`,
  );
  const [{ headers, messages }] = server.calls;
  assert.equal(headers["x-meta"], "data");
  assert.deepEqual(messages.map(String), ["one", "two"]);
});

test("Context.onGrpcStreamInitialMetadata, Context.onGrpcStreamMessage, Context.onGrpcStreamTrailingMetadata and Context.onGrpcStreamClose are called if GrpcStream.open has no functions", async (t) => {
  const { envoy, server } = await startGrpc(t, SOURCE, METHODS);
  const response = await get(envoy, "/methods/Last");
  assert.equal(
    response.header("x-report"),
    "opened 0; again 2; initial 1; message re one; message re two; message last; message re last; trailing 2; " +
      `closed 5 none: \xc3\xa9; ${AFTER}; path /methods/Last`,
  );
  assert.deepEqual(server.calls[0].messages.map(String), [
    "one",
    "two",
    "last",
  ]);
});

test("GrpcStream.isOpen is false once the server has ended the stream", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  const ended = (await get(envoy, "/functions/End")).header("x-report");
  assert.match(ended!, new RegExp(`closed 0 ; ${AFTER}`));
  const unknown = (await get(envoy, "/methods/Unknown")).header("x-report");
  assert.match(unknown!, new RegExp(`closed 12 ; ${AFTER}`));
});

test("GrpcStream.cancel breaks the stream off, and no more callbacks run", async (t) => {
  let cancelled = () => {};
  const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
  const { envoy } = await startGrpc(t, SOURCE, {
    "/test.Stream/Cancel": {
      ...talk("cancel"),
      onCancel: () => cancelled(),
    },
  });
  const response = await get(envoy, "/functions/Cancel");
  assert.match(response.header("x-report")!, /cancel 0; again 1; open false$/);
  await wasCancelled;
  assert.deepEqual(envoy.logLines("closed"), []);
});

test("GrpcStream.open refuses at once what the proxy would not open or would crash on", async (t) => {
  const { envoy } = await startGrpc(t, SOURCE, METHODS);
  const response = await get(envoy, "/refused");
  assert.equal(
    response.header("x-report"),
    "2; false; 10; false; 10; false; 2; false; 2; false",
  );
  assert.equal((await get(envoy, "/")).status, 200);
  assert.deepEqual(envoy.logLines("closed"), []);
});

test("GrpcStream is cancelled when the stream that opened it has ended", async (t) => {
  let cancelled = () => {};
  const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
  const { envoy } = await startGrpc(t, SOURCE, {
    ...METHODS,
    "/test.Stream/Hang": {
      ...talk("wait"),
      onCancel: () => cancelled(),
    },
  });
  const client = request({
    port: envoy.port(),
    path: "/methods/Hang",
    timeout: 200,
  });
  const left = assert.rejects(client);
  await envoy.waitForLog("received wait");
  await left;
  await wasCancelled;
  assert.equal((await get(envoy, "/functions/Talk")).status, 200);
  assert.equal(envoy.logLines("closed").length, 1);
});
