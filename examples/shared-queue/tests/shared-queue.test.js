import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm passes headers from one VM to another by queues", async () => {
  const host = await ProxyHost.load(MODULE, { workers: 2 });
  for (const queue of ["http_request_headers", "http_response_headers"]) {
    host.startPlugin({
      rootId: "receiver",
      vmId: "receiver",
      configuration: queue,
    });
  }
  const sender = host.startPlugin({ rootId: "sender", vmId: "sender" });
  for (const path of ["/a", "/b"]) sender.httpStream().request({ path });
  const received = host.logs
    .map(({ message }) => message)
    .filter((message) => message.includes("dequeued data from"));
  for (const [queue, item] of [
    ["http_request_headers", '{"key":":path","value":"/a"}'],
    ["http_request_headers", '{"key":":path","value":"/b"}'],
    ["http_response_headers", '{"key":":status","value":"200"}'],
  ]) {
    assert.ok(
      received.some((line) => line.includes(queue) && line.endsWith(item)),
      item,
    );
  }
});
