import type { Socket } from "node:net";

/** A socket and what it received. */
export class SocketRecord {
  readonly socket: Socket;
  /** Whether the other side has ended or the connection is closed. */
  ended = false;
  readonly #chunks: Buffer[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (data: Buffer) => this.#chunks.push(data));
    for (const event of ["end", "close", "error"]) {
      socket.on(event, () => (this.ended = true));
    }
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString("latin1");
  }

  /** Sends text, and ends this side if it is the last text. */
  send(text: string, end = false): void {
    if (text !== "") this.socket.write(text);
    if (end) this.socket.end();
  }
}
