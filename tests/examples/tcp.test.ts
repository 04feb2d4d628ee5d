import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, connect, type AddressInfo } from "node:net";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { tcpListener } from "../../cli/envoy/listener.ts";
import { examplePlugin, startExamples } from "./start-examples.ts";

/** Starts a server that answers once it has received something; returns its port. */
async function serverThatSays(answer: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(answer));
  });
  after(() => server.close());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

const [first, second] = [
  await serverThatSays("first"),
  await serverThatSays("second"),
];
const listener = async (
  example: string,
  configuration?: object,
  name = example,
) =>
  tcpListener({
    name,
    filters: [await examplePlugin(example, { configuration })],
    cluster: "egress-router1",
  });

const envoy = await startExamples({
  listeners: [
    await listener("tcp-log"),
    await listener("tcp-route"),
    await listener("redis-count", { commands: ["get", "set"] }),
    await listener("redis-count", { commands: [], idle: 1 }, "idle"),
  ],
  clusters: [
    {
      ...cluster({ name: "egress-router1", port: first }),
      metadata: { filter_metadata: { location: { region: "eu" } } },
    },
    cluster({ name: "egress-router2", port: second }),
  ],
});

/** Sends parts from an address, and returns everything that comes back. */
async function send(name: string, parts: string[], from = "127.0.0.1") {
  const port = envoy.port(name);
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  for (const part of parts) socket.write(part);
  const received: Buffer[] = [];
  for await (const data of socket) received.push(data as Buffer);
  return Buffer.concat(received).toString();
}

test("examples/tcp-log logs what both sides send and counts bytes", async () => {
  assert.equal(await send("tcp-log", ["ping"]), "first");
  await envoy.waitForLog("new connection!");
  await envoy.waitForLog(/^ping$/);
  await envoy.waitForLog(`remote address: 127.0.0.1:${first}`);
  await envoy.waitForLog("upstream cluster metadata location[region]=eu");
  await envoy.waitForLog("downstream connection close!");
  await envoy.waitForLog("connection complete! sent 4, received 5 bytes");
  const stats = await envoy.stats("connection_counter");
  assert.deepEqual([...stats.values()], [1]);
});

test("examples/tcp-route chooses the server by the client's address", async () => {
  assert.equal(await send("tcp-route", ["a"], "127.0.0.2"), "first");
  assert.equal(await send("tcp-route", ["a"], "127.0.0.3"), "second");
  await envoy.waitForLog(
    /\[TCP WASM\] Routed source 127\.0\.0\.3:\d+ to egress-router2/,
  );
});

test("examples/redis-count counts commands by name", async () => {
  const set = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n";
  await send("redis-count", [`${set}*1\r\n$4\r\nQUIT\r\n${set}`]);
  const stats = await envoy.stats("redis_commands");
  const counts = [...stats].map(([name, value]) => [
    /command=\.=(\w+)/.exec(name)?.[1],
    value,
  ]);
  assert.deepEqual(Object.fromEntries(counts), { set: 2, other: 1 });
});

test("examples/redis-count closes a connection without commands", async () => {
  // The server does not answer before it has got something, and closes nothing.
  const socket = connect({ port: envoy.port("idle"), host: "127.0.0.1" });
  socket.resume();
  await once(socket, "close");
});
