import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

async function start(response) {
  const host = await ProxyHost.load(MODULE);
  const properties = { response };
  host.startAccessLogger({ rootId: "access_logger", properties });
  return host;
}

test("build/release.wasm writes a line for each exchange, when it has ended", async () => {
  const host = await start({ code_details: "via_upstream" });
  const stream = host.httpStream([]);
  stream.request({ path: "/melons", upstream: null });
  assert.deepEqual(host.logs, []);
  stream.respond({ status: 404, body: "no melons" });
  const lines = host.logs.map(({ message }) => message);
  assert.deepEqual(lines, ["GET /melons 404 via_upstream 9"]);
});

test("build/release.wasm writes a line for a client that left before the response", async () => {
  const host = await start({ code_details: "downstream_remote_disconnect" });
  const stream = host.httpStream([]);
  stream.request({ method: "POST", upstream: null });
  stream.reset();
  const lines = host.logs.map(({ message }) => message);
  assert.deepEqual(lines, ["POST / 0 downstream_remote_disconnect 0"]);
});

test("build/release.wasm writes a line for a TCP connection", async () => {
  const host = await start({ code_details: null, size: 9 });
  host.tcpConnection([]).exchange();
  const lines = host.logs.map(({ message }) => message);
  assert.deepEqual(lines, ["- - 0 - 9"]);
});
