import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { FRAME, type Frame } from "../../envoy/http2-frames.ts";
import type { Barrier } from "../traffic/barrier.ts";
import {
  Connection,
  framesOf,
  identityIn,
  identityOf,
  StreamLog,
} from "./connection.ts";
import type { Part, StreamScript } from "./stream-script.ts";

/** Rounds of Envoy without a change, after which a phase is over. */
const ROUNDS = 8;

/** What a stream has seen at both ends. */
export interface StreamView {
  client: string;
  server: string;
}

interface Place {
  connection: Connection;
  stream: number;
}

/** The clients and the server of many streams at once, which do what their scripts say. */
export class StreamPeers {
  /** Why Envoy has ended connections, which nothing in a script lets it. */
  readonly ended: string[] = [];
  #changes = 0;
  #phase = 0;
  #server!: Server;
  #upstream: Connection[] = [];
  /** Where the requests have arrived, and what came of each, by their identities. */
  #arrived = new Map<string, Place & { log: StreamLog }>();

  static async start(): Promise<StreamPeers> {
    const peers = new StreamPeers();
    peers.#server = createServer((socket) => {
      const logs = new Map<number, StreamLog>();
      const connection: Connection = new Connection(
        socket,
        false,
        (each) => {
          peers.#noteEnd(each);
          const known = logs.get(each.stream);
          if (known !== undefined) return known.add(each, peers.#phase);
          const identity = identityIn(each.payload);
          if (each.type !== FRAME.Headers || identity === undefined) return;
          const log = new StreamLog();
          log.add(each, peers.#phase);
          logs.set(each.stream, log);
          const { stream } = each;
          peers.#arrived.set(identity, { connection, stream, log });
        },
        () => peers.#changes++,
      );
      peers.#upstream.push(connection);
    });
    peers.#server.listen(0, "127.0.0.1");
    await once(peers.#server, "listening");
    return peers;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /**
   * Runs the scripts over some connections to a port of Envoy, one of which is reset in a
   * phase; returns what each stream has seen.
   */
  async run(
    port: number,
    scripts: readonly StreamScript[],
    connections: number,
    barrier: Barrier,
    cut: { connection: number; phase: number },
  ): Promise<StreamView[]> {
    this.#arrived = new Map();
    this.#phase = 0;
    const logs = scripts.map(() => new StreamLog());
    const clients: Connection[] = [];
    for (let i = 0; i < connections; i++) {
      clients.push(await this.#client(port, i, connections, logs));
    }
    const phases = Math.max(...scripts.map(({ turns }) => turns.length));
    for (; this.#phase < phases; this.#phase++) {
      if (this.#phase === cut.phase) clients[cut.connection].reset();
      for (const [index, { turns }] of scripts.entries()) {
        const isCut = index % connections === cut.connection;
        if (isCut && this.#phase >= cut.phase) continue;
        const turn = turns[this.#phase];
        if (turn === undefined) continue;
        const connection = clients[index % connections];
        const stream = streamOf(index, connections);
        if (turn.side === "client" && !logs[index].isReset) {
          sendAll({ connection, stream }, index, turn.parts, true);
        }
        const place = this.#arrived.get(identityOf(index));
        if (turn.side === "server" && place?.log.isReset === false) {
          sendAll(place, index, turn.parts, false);
        }
      }
      for (const each of [...clients, ...this.#upstream]) each.flush();
      await barrier.settled(() => this.#changes, ROUNDS);
    }
    const views = logs.map((log, index) => ({
      client: String(log),
      server: String(this.#arrived.get(identityOf(index))?.log ?? "nothing"),
    }));
    for (const each of clients) each.reset();
    await barrier.settled(() => this.#changes, ROUNDS);
    for (const each of this.#upstream) each.reset();
    this.#upstream = [];
    await barrier.settled(() => this.#changes, ROUNDS);
    return views;
  }

  stop(): void {
    for (const each of this.#upstream) each.reset();
    this.#server.close();
  }

  #noteEnd({ type, payload }: Frame): void {
    if (type !== FRAME.GoAway) return;
    this.ended.push(`Envoy ended a connection: ${payload.toString("latin1")}`);
  }

  async #client(
    port: number,
    number: number,
    connections: number,
    logs: StreamLog[],
  ): Promise<Connection> {
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    return new Connection(
      socket,
      true,
      (each) => {
        this.#noteEnd(each);
        const index = ((each.stream - 1) / 2) * connections + number;
        if (each.stream > 0) logs[index]?.add(each, this.#phase);
      },
      () => this.#changes++,
    );
  }
}

/** The stream of a script, as scripts are dealt out to the connections in turn. */
function streamOf(index: number, connections: number): number {
  return Math.floor(index / connections) * 2 + 1;
}

function sendAll(
  { connection, stream }: Place,
  index: number,
  parts: readonly Part[],
  isRequest: boolean,
): void {
  for (const part of parts) {
    connection.send(framesOf(part, stream, identityOf(index), isRequest));
  }
}
