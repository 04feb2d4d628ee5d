import { createServer, type AddressInfo, type Socket } from "node:net";
import { SocketRecord } from "./socket-record.ts";

/** A server that accepts connections and records what they send. */
export class ScriptedServer {
  /** The latest connection since `forget`. */
  last: SocketRecord | null = null;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer({ allowHalfOpen: true }, (socket) => {
    this.#sockets.add(socket);
    this.last = new SocketRecord(socket);
  });

  static start(): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    return new Promise((resolve) => {
      server.#server.listen(0, "127.0.0.1", () => resolve(server));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Forgets the latest connection. */
  forget(): void {
    this.last = null;
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
