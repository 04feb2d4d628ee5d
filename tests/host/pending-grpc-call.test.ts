import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";
const READ = "args; status; get-buffer 5 0 99";

async function start(commands: string) {
  const host = await ProxyHost.load(await compile(ACTS), {
    clusters: { grpc: {}, empty: { hasHosts: false } },
  });
  const configuration = [
    `request-headers: ${commands}`,
    `grpc-initial: args`,
    `grpc-message: ${READ}`,
    `grpc-trailing: args`,
    `grpc-close: ${READ}`,
  ].join("\n");
  const plugin = host.startPlugin({ rootId: "acts", configuration });
  const from = host.logs.length;
  const lines = () => host.logs.slice(from).map(({ message }) => message);
  return { host, plugin, lines };
}

test("ProxyHost.grpcCalls lists the calls of filters until they are answered", async () => {
  const { host, plugin, lines } = await start(
    "grpc-call grpc Say 500 x-m=1 hello",
  );
  plugin.httpStream().request();
  const [call, ...more] = host.grpcCalls;
  assert.deepEqual(more, []);
  assert.equal(call.cluster, "grpc");
  assert.equal(call.service, "test.Calls");
  assert.equal(call.method, "Say");
  assert.deepEqual(call.initialMetadata, [["x-m", "1"]]);
  assert.equal(call.message.toString(), "hello");
  assert.equal(call.timeout, 500);
  call.respond("yes");
  assert.equal(call.isPending, false);
  assert.equal(host.grpcCalls.length, 0);
  assert.ok(lines().includes("grpc-message args 5 3"));
  assert.throws(() => call.fail(1), { code: "WRONG_ORDER" });
});

test("PendingGrpcCall ends through PendingGrpcCall.fail, and through the clock after its timeout", async () => {
  const { host, plugin, lines } = await start("grpc-call grpc Say 500");
  plugin.httpStream().request();
  host.grpcCalls[0].fail(5, "none");
  assert.ok(lines().includes("grpc-close args 5 5"));
  assert.ok(lines().includes("grpc-close status -> 5 0 none{via_upstream}"));
  plugin.httpStream().request();
  host.advance(499);
  assert.equal(host.grpcCalls.length, 1);
  host.advance(1);
  assert.ok(lines().includes("grpc-close args 9 14"));
});

test("ServedGrpcStream is driven from the server's side, and is cancelled with its plugin", async () => {
  const { host, plugin, lines } = await start(
    "grpc-stream grpc Talk; grpc-send 6 one; grpc-send 6 two end",
  );
  plugin.httpStream().request();
  const [stream] = host.grpcStreams;
  assert.deepEqual(stream.messages.map(String), ["one", "two"]);
  assert.equal(stream.hasEnded, true);
  stream.sendMessage("hi");
  assert.throws(() => stream.sendInitialMetadata(), { code: "WRONG_ORDER" });
  assert.throws(() => stream.breakOff(), { code: "WRONG_ORDER" });
  stream.close(0);
  assert.deepEqual(
    lines().filter((line) => line.includes(" args ")),
    [
      "grpc-initial args 6 3",
      "grpc-message args 6 2",
      "grpc-trailing args 6 2",
      "grpc-close args 6 0",
    ],
  );
  plugin.httpStream().request();
  const [next] = host.grpcStreams;
  plugin.stop();
  assert.equal(next.isPending, false);
  assert.equal(host.grpcStreams.length, 0);
});

test("proxy_grpc_call throws for clusters without hosts, and without a target", async () => {
  const empty = await start("grpc-call 0x0a070a05656d707479 Say 500");
  assert.throws(() => empty.plugin.httpStream().request(), {
    code: "NOT_EMULATED",
  });
  const unset = await start("grpc-call empty Say 500");
  assert.throws(() => unset.plugin.httpStream().request(), {
    code: "UNDEFINED_IN_ENVOY",
  });
});
