import { createServer, type AddressInfo, type Socket } from "node:net";

/**
 * A TCP server on 127.0.0.1 that runs until the test ends, or until a file's tests end
 * if it is given `{ after }` of node:test; returns its port.
 *
 *     const port = await rawServer(t, (socket) => socket.end("bye"));
 */
export function rawServer(
  t: { after(end: () => void): void },
  onConnection: (socket: Socket) => void,
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // A peer may reset the connection; the test sees it on its own side.
    socket.on("error", () => {});
    onConnection(socket);
  });
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
