import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../cli/envoy/http-request.ts";
import { rawRequest } from "../../cli/envoy/raw-request.ts";
import { Upstream } from "./upstream.ts";

test("Upstream records requests and echoes them as JSON", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const response = await request({
    port: upstream.port,
    method: "POST",
    path: "/path?query",
    headers: [
      ["Host", "example"],
      ["X-A", "1"],
      ["x-a", "2"],
    ],
    body: "body",
    trailers: { "X-T": "3" },
  });
  const [recorded] = upstream.requests;
  assert.equal(recorded.method, "POST");
  assert.equal(recorded.path, "/path?query");
  assert.deepEqual(recorded.headers.slice(0, 3), [
    ["Host", "example"],
    ["X-A", "1"],
    ["x-a", "2"],
  ]);
  assert.deepEqual(recorded.body, Buffer.from("body"));
  assert.deepEqual(recorded.trailers, [["X-T", "3"]]);
  assert.equal(response.header("content-type"), "application/json");
  assert.deepEqual(JSON.parse(response.text), { ...recorded, body: "body" });
});

test("Upstream answers as its handler says", async (t) => {
  const upstream = await Upstream.start(({ body }, response) => {
    response.writeHead(418).end(body);
  });
  t.after(() => upstream.stop());
  const response = await request({ port: upstream.port, body: "tea" });
  assert.equal(response.status, 418);
  assert.equal(response.text, "tea");
});

test("Upstream survives a request that breaks off", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const bytes = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf";
  await rawRequest({ port: upstream.port, bytes, silence: 50 });
  assert.equal((await request({ port: upstream.port })).status, 200);
  assert.equal(upstream.requests.length, 1);
});

test("Upstream.stop ends open connections and may be called again", async () => {
  let reached = () => {};
  const received = new Promise<void>((resolve) => (reached = resolve));
  const upstream = await Upstream.start(() => reached());
  const { port } = upstream;
  const broken = assert.rejects(request({ port }), { code: "ECONNRESET" });
  await received;
  await upstream.stop();
  await upstream.stop();
  await broken;
  await assert.rejects(request({ port }), { code: "ECONNREFUSED" });
});
