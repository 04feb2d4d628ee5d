import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { TestContext } from "node:test";

/** A server that sends raw bytes and breaks the rules. */
export interface MisbehavingServer {
  host: string;
  /** How many bytes it could send so far. */
  sent(): number;
}

/**
 * Starts a server that answers each request with `answer`, which writes whatever it
 * likes to the socket. It is stopped after the test.
 *
 *     const { host } = await startMisbehaving(t, (write) => write("HTTP/1.1 200"));
 */
export async function startMisbehaving(
  t: TestContext,
  answer: (
    write: (text: string | Uint8Array) => boolean,
    socket: Socket,
  ) => void,
): Promise<MisbehavingServer> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that has had enough resets the connection.
    socket.on("error", () => {});
    socket.on("data", () => {
      answer((text) => {
        if (socket.destroyed) return false;
        count += text.length;
        return socket.write(text);
      }, socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, sent: () => count };
}

/**
 * Starts a server whose answers never end: a start, then the same bytes for as long as
 * the client reads them.
 */
export function startEndless(
  t: TestContext,
  start: string,
): Promise<MisbehavingServer> {
  const chunk = Buffer.alloc(64 * 1024, "x");
  return startMisbehaving(t, (write, socket) => {
    const more = () => {
      while (write(chunk));
    };
    write(start);
    socket.on("drain", more);
    more();
  });
}

/** Starts a server that writes a start, then a byte every `delayMs`, forever. */
export function startTrickling(
  t: TestContext,
  start: string,
  delayMs: number,
): Promise<MisbehavingServer> {
  return startMisbehaving(t, (write, socket) => {
    write(start);
    const timer = setInterval(() => write("x"), delayMs);
    socket.on("close", () => clearInterval(timer));
  });
}
