import assert from "node:assert/strict";
import { test } from "node:test";
import { rawRequest } from "../../../cli/envoy/raw-request.ts";
import { rawServer } from "../../envoy/raw-server.ts";

test("rawRequest sends bytes and returns everything until the close", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.on("data", (data) => socket.end(data));
  });
  const answer = await rawRequest({ port, bytes: "\x00\xff" });
  assert.deepEqual(answer, Buffer.of(0, 255));
});

test("rawRequest returns what it has after a silence", async (t) => {
  const port = await rawServer(t, (socket) => socket.write("half"));
  const answer = await rawRequest({ port, bytes: "", silence: 50 });
  assert.equal(answer.toString(), "half");
});

test("rawRequest can close its own side", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.on("data", () => {});
    socket.on("end", () => socket.end("seen"));
  });
  const answer = await rawRequest({ port, bytes: "x", halfClose: true });
  assert.equal(answer.toString(), "seen");
});

test("rawRequest keeps what came before a reset", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.on("data", () => {
      socket.write("got it", () => socket.resetAndDestroy());
    });
  });
  await assert.doesNotReject(rawRequest({ port, bytes: "x" }));
});

test("rawRequest rejects when the peer never falls silent", async (t) => {
  const port = await rawServer(t, (socket) => {
    const timer = setInterval(() => socket.write("."), 10);
    socket.on("close", () => clearInterval(timer));
  });
  const answer = rawRequest({ port, bytes: "", timeout: 100 });
  await assert.rejects(answer, { code: "REQUEST_TIMEOUT" });
});

test("rawRequest rejects when nobody listens", async () => {
  const answer = rawRequest({ port: 1, bytes: "" });
  await assert.rejects(answer, { code: "ECONNREFUSED" });
});
