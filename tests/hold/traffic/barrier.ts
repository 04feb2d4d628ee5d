import { once } from "node:events";
import { connect, type Socket } from "node:net";

const PING = "GET / HTTP/1.1\r\nhost: barrier\r\n\r\n";

/**
 * A connection to a listener that Envoy answers itself. An answer says that the worker has
 * gone round: it has read what was there before.
 */
export class Barrier {
  readonly #socket: Socket;
  #answered = (): void => {};

  static async connect(port: number): Promise<Barrier> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    return new Barrier(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", () => this.#answered());
    // Where Envoy has ended, the next round says so.
    socket.on("error", () => {});
    socket.on("close", () => this.#answered());
  }

  /** Resolves once Envoy has gone round so many times in which nothing has changed. */
  async settled(changes: () => number, rounds: number): Promise<void> {
    let seen = changes();
    for (let quiet = 0; quiet < rounds; quiet++) {
      await this.#round();
      if (changes() !== seen) quiet = -1;
      seen = changes();
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #round(): Promise<void> {
    if (this.#socket.destroyed) throw new Error("Envoy has ended");
    await new Promise<void>((resolve) => {
      this.#answered = resolve;
      this.#socket.write(PING);
    });
    // What is there for this process comes before the next round.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
