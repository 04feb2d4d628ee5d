import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

async function start(clusters = { auth: {} }) {
  const host = await ProxyHost.load(MODULE, { clusters });
  const configuration = '{"cluster":"auth"}';
  const plugin = host.startPlugin({ rootId: "grpc_auth", configuration });
  return { host, stream: plugin.httpStream() };
}

function callMethod(stream) {
  stream.request({
    method: "POST",
    path: "/melons.v1.Melons/Pick",
    headers: { "content-type": "application/grpc", authorization: "me" },
  });
}

function assertForbidden({ host, stream }) {
  assert.equal(stream.upstream, null);
  assert.equal(stream.response?.status, 200);
  assert.equal(stream.response?.header("grpc-status"), "10");
  assert.equal(
    stream.response?.header("grpc-message"),
    "Aborted by Proxy-Wasm!",
  );
  assert.equal(host.logs.at(-1).message, "Access forbidden.");
}

test("build/release.wasm asks the service, and lets a granted call pass", async () => {
  const { host, stream } = await start();
  callMethod(stream);
  assert.equal(stream.upstream, null);
  const [call] = host.grpcCalls;
  assert.equal(`${call.service}/${call.method}`, "auth.v1.Auth/Check");
  assert.deepEqual(
    call.message,
    Buffer.from("\n\x16/melons.v1.Melons/Pick\x12\x02me"),
  );
  call.respond("");
  assert.equal(stream.upstream?.header(":path"), "/melons.v1.Melons/Pick");
  assert.equal(stream.response?.header("powered-by"), "proxy-wasm");
  assert.equal(host.logs.at(-1).message, "Access granted.");
});

test("build/release.wasm aborts a call that the service denies", async () => {
  const { host, stream } = await start();
  callMethod(stream);
  host.grpcCalls[0].fail(7, "not you");
  assertForbidden({ host, stream });
});

test("build/release.wasm aborts a call where the service breaks off or says nothing", async () => {
  const broken = await start();
  callMethod(broken.stream);
  broken.host.grpcCalls[0].breakOff();
  assertForbidden(broken);
  const silent = await start();
  callMethod(silent.stream);
  silent.host.advance(1000);
  assertForbidden(silent);
});

test("build/release.wasm aborts a call where there is no such cluster", async () => {
  const { host, stream } = await start({});
  callMethod(stream);
  assertForbidden({ host, stream });
});

test("build/release.wasm forgets the question where the client has left", async () => {
  const { host, stream } = await start();
  callMethod(stream);
  const [call] = host.grpcCalls;
  stream.reset();
  assert.equal(call.isPending, false);
});

test("build/release.wasm is for gRPC clients only", async () => {
  const { stream } = await start();
  stream.request({ headers: { "content-type": "application/json" } });
  assert.equal(stream.upstream, null);
  assert.equal(stream.response?.status, 503);
});
