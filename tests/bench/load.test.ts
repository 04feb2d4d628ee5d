import assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { Load } from "../../bench/load.ts";

test("Load.run counts whole answers, even those that arrive in parts", async (t) => {
  let answers = 0;
  const load = await connectTo(t, (write) => {
    answers++;
    write("HTTP/1.1 200 OK\r\n\r\nhel");
    setImmediate(() => write("lo\n"));
  });
  const served = await load.run(20);
  assert.ok(served > 1);
  assert.equal(served, answers);
});

test("Load.run rejects if an answer is not 200", async (t) => {
  const load = await connectTo(t, (write) => {
    write("HTTP/1.1 503 Service Unavailable\r\n\r\nhello\n");
  });
  await assert.rejects(load.run(20), /answered: HTTP\/1\.1 503/);
});

test("Load.run rejects if the connection is closed", async (t) => {
  const load = await connectTo(t, (_, close) => close());
  await assert.rejects(load.run(20), /closed the connection/);
});

test("Load.run rejects if no answer ends as it has to", async (t) => {
  const load = await connectTo(
    t,
    (write) => write("HTTP/1.1 200 OK\r\n\r\nbye\n"),
    { patience: 50 },
  );
  await assert.rejects(load.run(20), /ended with "hello\n" .*bye\\n"$/s);
});

async function connectTo(
  t: TestContext,
  onRequest: (write: (text: string) => void, close: () => void) => void,
  options: { patience?: number } = {},
): Promise<Load> {
  const server = createServer((socket) => {
    const write = (text: string) => void socket.write(text);
    socket.on("data", () => onRequest(write, () => socket.end()));
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const load = await Load.connect({
    port: (server.address() as AddressInfo).port,
    connections: 2,
    requests: [Buffer.from("GET / HTTP/1.1\r\nhost: a\r\n\r\n")],
    responseEnd: "hello\n",
    ...options,
  });
  t.after(() => {
    load.close();
    server.close();
  });
  return load;
}
