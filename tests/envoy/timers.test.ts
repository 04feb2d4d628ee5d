import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { type HttpResponse, request } from "../../cli/envoy/http-request.ts";
import { httpListener, tcpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { waitForLines } from "./wait-for-lines.ts";

/** Collects wherever that may be, and overwrites what it frees. */
const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

const wasm = await compile("tests/envoy/filters/timers.ts", EAGER);

const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: [
      httpListener({ filters: [{ wasm, rootId: "plugin" }] }),
      httpListener({
        name: "waits",
        filters: [{ wasm, rootId: "waits", name: "waits" }],
      }),
      tcpListener({
        name: "idle",
        filters: [{ wasm, rootId: "idle", name: "idle" }],
      }),
    ],
  }),
  { logLevel: "warning", componentLogLevel: "wasm:info" },
);
after(() => envoy.stop());

function get(path: string, name = "main"): Promise<HttpResponse> {
  return request({ port: envoy.port(name), path });
}

test("setInterval and onTick come as often as their periods say", async () => {
  const counts = async () => (await get("/counts")).text.split(" ").map(Number);
  const start = performance.now();
  const first = await counts();
  let last = first;
  while (last[0] - first[0] < 25) last = await counts();
  const [fast, slow, own] = last.map((each, i) => each - first[i]);
  const passed = performance.now() - start;
  // An interval keeps to its series, and never runs ahead of the clock.
  assert.ok((fast - 1) * 20 <= passed, `${fast} in ${passed} ms`);
  assert.ok(slow >= 1 && (slow - 1) * 50 <= passed, `${slow} in ${passed} ms`);
  assert.ok(own >= 1 && (own - 1) * 30 <= passed, `${own} in ${passed} ms`);
});

test("setTimeout of a stream lets it go on, or answers", async () => {
  const start = performance.now();
  assert.equal((await get("/delay")).status, 200);
  assert.ok(performance.now() - start >= 25);
  assert.equal((await get("/limit")).status, 408);
});

test("setTimeout of a stream that has ended is not called", async () => {
  assert.equal((await get("/gone")).status, 200);
  await waitForLines(envoy, "20 ms later", 1);
  assert.deepEqual(envoy.logLines("a stream is back"), []);
});

test("setInterval of a handler runs while it waits, until it is cancelled", async () => {
  const [called, later] = (await get("/", "waits")).text.split(" ");
  assert.ok(Number(called) >= 1 && Number(called) <= 4, called);
  assert.equal(later, called);
});

test("setTimeout of a connection closes it", async () => {
  const socket = connect(envoy.port("idle"), "127.0.0.1");
  await once(socket, "connect");
  const start = performance.now();
  socket.resume();
  await once(socket, "close");
  assert.ok(performance.now() - start >= 50);
});
