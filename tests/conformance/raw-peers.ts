import { EventEmitter, once } from "node:events";
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";

/** A connection that keeps all bytes; `changes` emits an event for each change. */
class Recorded {
  readonly socket: Socket;
  bytes = Buffer.alloc(0);
  closed = false;

  constructor(socket: Socket, changes: EventEmitter) {
    this.socket = socket;
    socket.setNoDelay();
    socket.on("data", (chunk: Buffer) => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
      changes.emit("change");
    });
    const end = () => {
      this.closed = true;
      changes.emit("change");
    };
    socket.on("end", end);
    socket.on("close", end);
    // A reset counts as an end.
    socket.on("error", end);
  }
}

/** A client and an upstream that write what they are told to. */
export class RawPeers {
  /** Emits "change" when something arrives from Envoy. */
  readonly changes = new EventEmitter();
  #client: Recorded | null = null;
  #upstream: Recorded | null = null;
  readonly #server: Server;

  static async start(): Promise<RawPeers> {
    const peers = new RawPeers();
    peers.#server.listen(0, "127.0.0.1");
    await once(peers.#server, "listening");
    return peers;
  }

  private constructor() {
    this.changes.setMaxListeners(0);
    this.#server = createServer((socket) => {
      this.#upstream = new Recorded(socket, this.changes);
    });
  }

  /** Where the upstream listens. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Whether Envoy has a connection to the upstream. */
  get connected(): boolean {
    return this.#upstream !== null;
  }

  /** What the client received. */
  get response(): { bytes: Buffer; closed: boolean } {
    return this.#client ?? { bytes: Buffer.alloc(0), closed: false };
  }

  /** What the upstream received. */
  get request(): { bytes: Buffer; closed: boolean } {
    return this.#upstream ?? { bytes: Buffer.alloc(0), closed: false };
  }

  async connect(port: number): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    this.#client = new Recorded(socket, this.changes);
  }

  toEnvoy(side: "client" | "upstream", text: string): void {
    this.#of(side)?.socket.write(text, "latin1");
  }

  close(side: "client" | "upstream"): void {
    this.#of(side)?.socket.destroy();
  }

  stop(): void {
    this.close("client");
    this.close("upstream");
    this.#server.close();
  }

  #of(side: "client" | "upstream"): Recorded | null {
    return side === "client" ? this.#client : this.#upstream;
  }
}
