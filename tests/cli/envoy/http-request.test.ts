import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { rawServer } from "../../envoy/raw-server.ts";

/** Answers with `answer` and resolves with what arrived up to `until`. */
async function exchange(
  t: TestContext,
  answer: string,
  until = "\r\n\r\n",
): Promise<{ port: number; received: Promise<string> }> {
  let resolve: (text: string) => void;
  const received = new Promise<string>((done) => (resolve = done));
  const port = await rawServer(t, (socket) => {
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
      if (!text.endsWith(until)) return;
      resolve(text);
      socket.end(answer, "latin1");
    });
  });
  return { port, received };
}

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

test("request sends a GET on its own connection", async (t) => {
  const { port, received } = await exchange(t, OK);
  await request({ port });
  assert.equal(
    await received,
    `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`,
  );
});

test("request sends headers in order, repeated and as latin1", async (t) => {
  const { port, received } = await exchange(t, OK, "body");
  await request({
    port,
    method: "PUT",
    path: "/p?q",
    headers: [
      ["Host", "example"],
      ["X-A", "1"],
      ["connection", "keep-alive"],
      ["x-a", "\x80\xff"],
    ],
    body: "body",
  });
  assert.equal(
    await received,
    "PUT /p?q HTTP/1.1\r\nHost: example\r\nX-A: 1\r\n" +
      "connection: keep-alive\r\nx-a: \x80\xff\r\ncontent-length: 4\r\n\r\nbody",
  );
});

test("request sends trailers after a chunked body", async (t) => {
  const { port, received } = await exchange(t, OK, "x-t: 1\r\n\r\n");
  const body = Uint8Array.of(0xff);
  await request({ port, method: "POST", body, trailers: { "x-t": "1" } });
  assert.match(
    await received,
    /transfer-encoding: chunked\r\n\r\n1\r\n\xff\r\n0\r\nx-t: 1\r\n\r\n$/,
  );
});

test("request returns headers, body and trailers as they came", async (t) => {
  const { port } = await exchange(
    t,
    "HTTP/1.1 404 Nope\r\nX-B: 2\r\nx-a: \xe9\r\nx-b: 3\r\n" +
      "transfer-encoding: chunked\r\n\r\n3\r\n\xc3\xa9!\r\n0\r\nX-T: 1\r\n\r\n",
  );
  const response = await request({ port });
  assert.equal(response.status, 404);
  assert.deepEqual(response.headers.slice(0, 3), [
    ["X-B", "2"],
    ["x-a", "\xe9"],
    ["x-b", "3"],
  ]);
  assert.equal(response.header("x-B"), "2");
  assert.equal(response.header("x-c"), undefined);
  assert.deepEqual(response.headerAll("X-b"), ["2", "3"]);
  assert.deepEqual(response.body, Buffer.from([0xc3, 0xa9, 0x21]));
  assert.equal(response.text, "é!");
  assert.deepEqual(response.trailers, [["X-T", "1"]]);
});

test("request rejects when no response comes in time", async (t) => {
  const port = await rawServer(t, () => {});
  await assert.rejects(request({ port, timeout: 50 }), {
    code: "REQUEST_TIMEOUT",
    message: "GET / had no complete response within 50 ms.",
  });
});

test("request rejects when a response does not end in time", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
  });
  const expected = { code: "REQUEST_TIMEOUT" };
  await assert.rejects(request({ port, timeout: 50 }), expected);
});

test("request rejects when the response breaks off", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
  });
  await assert.rejects(request({ port }), { code: "ECONNRESET" });
});
