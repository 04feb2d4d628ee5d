import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { once } from "node:events";
import { frame, FRAME } from "../../envoy/http2-frames.ts";
import type { Step } from "./traffic-case.ts";
import { wireText } from "./wire-text.ts";

/** A connection to Envoy, with what Envoy has sent. */
class Peer {
  readonly socket: Socket;
  state: "open" | "ended" | "closed" | "reset" = "open";
  #bytes: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, onChange: () => void) {
    this.socket = socket.setNoDelay();
    socket.on("data", (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      onChange();
    });
    socket.on("end", () => {
      if (this.state === "open") this.state = "ended";
      onChange();
    });
    socket.on("error", () => {
      this.state = "reset";
      onChange();
    });
    socket.on("close", () => {
      if (this.state !== "reset") this.state = "closed";
      onChange();
    });
  }

  view(version: 1 | 2): string {
    const text = wireText(this.#bytes, version);
    // Whether what it has not read makes a reset of Envoy's close is a matter of time.
    const isClosing =
      this.state !== "open" && /\r\nconnection: close/.test(text);
    return `${isClosing ? "over" : this.state} ${text}`;
  }

  act({ send, then }: Step): void {
    if (send !== undefined && this.socket.writable) this.socket.write(send);
    if (then === "end") this.socket.end();
    if (then === "reset") this.socket.resetAndDestroy();
  }
}

/** A client and a server on both sides of a listener, which do what a case says. */
export class Peers {
  /** Counts what has happened on either side. */
  changes = 0;
  #client: Peer | undefined;
  #upstream: Peer[] = [];
  readonly #servers = new Map<1 | 2, Server>();

  /** Starts a server for each version of HTTP. */
  static async start(): Promise<Peers> {
    const peers = new Peers();
    for (const version of [1, 2] as const) {
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        // What Envoy expects before all else; no case has to say so.
        if (version === 2) socket.write(frame(FRAME.Settings, 0, 0));
        peers.#upstream.push(new Peer(socket, peers.#noteChange));
        peers.changes++;
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      peers.#servers.set(version, server);
    }
    return peers;
  }

  /** Where the server for a version listens. */
  port(version: 1 | 2): number {
    return (this.#servers.get(version)!.address() as AddressInfo).port;
  }

  async connect(port: number): Promise<void> {
    const options = { port, host: "127.0.0.1", allowHalfOpen: true };
    const socket = connect(options);
    this.#client = new Peer(socket, this.#noteChange);
    await once(socket, "connect");
  }

  /** Has one end do something; the upstream on its latest connection, if there is one. */
  act(step: Step): void {
    (step.side === "client" ? this.#client : this.#upstream.at(-1))?.act(step);
  }

  /** What both ends have seen. */
  view(client: 1 | 2, upstream: 1 | 2): string {
    const servers = this.#upstream.map((each) => each.view(upstream));
    return [
      `client: ${this.#client?.view(client)}`,
      ...servers.map((view) => `upstream: ${view}`),
    ].join("\n");
  }

  /** Resets all connections of a case. */
  reset(): void {
    for (const peer of [this.#client, ...this.#upstream]) {
      peer?.socket.resetAndDestroy();
    }
    this.#client = undefined;
    this.#upstream = [];
  }

  stop(): void {
    this.reset();
    for (const server of this.#servers.values()) server.close();
  }

  readonly #noteChange = () => {
    this.changes++;
  };
}
