import type { Socket } from "node:net";
import type { Properties, TcpConnection } from "../../host/index.ts";
import { BodyRecord } from "./body-record.ts";
import type { ServedConnection } from "./print-connection.ts";
import {
  newRecord,
  type FilterRecord,
  type PassingExchange,
  type RunningFilter,
} from "./running-filter.ts";
import { connectionProperties } from "./socket-properties.ts";
import type { TcpSending, TcpUpstream } from "./tcp-upstream.ts";

/** What a connection needs besides its socket. */
export interface TcpExchangeOptions {
  /** The server, or one that the filter has chosen by its cluster; null if unknown. */
  upstreamFor(cluster: string | null): TcpUpstream | null;
  onEnd(connection: ServedConnection): void;
}

/**
 * A client's TCP connection on its way through the filter to a server and back.
 *
 *     new TcpExchange(running, socket, { upstreamFor, onEnd }).begin();
 */
export class TcpExchange implements PassingExchange {
  readonly record: FilterRecord;
  readonly #running: RunningFilter;
  readonly #socket: Socket;
  readonly #options: TcpExchangeOptions;
  readonly #properties: Properties;
  readonly #bytes = {
    client: { before: new BodyRecord(), after: new BodyRecord() },
    server: { before: new BodyRecord(), after: new BodyRecord() },
  };
  readonly #wasDead: boolean;
  /** Null before it has begun. */
  #connection: TcpConnection | null = null;
  #upstreamProperties: Properties | null = null;
  #sending: TcpSending | undefined;
  #serverHasEnded = false;
  #hasEndedServer = false;
  #hasEndedClient = false;
  #isOver = false;
  #broken: string | undefined;

  constructor(
    running: RunningFilter,
    socket: Socket,
    options: TcpExchangeOptions,
  ) {
    this.#running = running;
    this.#socket = socket;
    this.#options = options;
    this.#properties = {
      ...connectionProperties(socket),
      upstream: () => this.#upstreamProperties,
    };
    this.record = newRecord(`TCP ${this.#addressOf("source")}`);
    this.#wasDead = running.hasFailed;
  }

  /** Opens the connection through the filter. */
  begin(): void {
    const socket = this.#socket;
    // The proxy reads nothing before it is connected to the server.
    socket.pause();
    this.#deliver(() => {
      this.#connection = this.#running.openTcp(this, {
        source: this.#addressOf("source"),
        destination: this.#addressOf("destination"),
        upstreamConnects: "later",
        properties: this.#properties,
      });
    });
    socket.on("data", (part: Buffer) => {
      this.#bytes.client.before.add(part);
      this.#deliver(() => this.#connection?.downstreamData(part));
    });
    socket.on("end", () =>
      this.#deliver(() =>
        this.#connection?.downstreamData("", { endOfStream: true }),
      ),
    );
    socket.on("drain", () => this.#sending?.resume());
    socket.on("error", () => undefined);
    socket.on("close", () => this.abort());
    if (socket.destroyed) this.abort();
  }

  #addressOf(end: "source" | "destination"): string {
    return (this.#properties[end] as { address: string }).address;
  }

  /** The client has gone or must go. */
  abort(): void {
    this.#deliver(() => this.#connection?.resetDownstream());
    // The emulator does not notice before there is a server.
    if (this.#connection?.upstream === null) this.#end();
  }

  pump(): void {
    const connection = this.#connection;
    if (this.#isOver || connection === null) return;
    if (connection.isConnecting) this.#connect(connection);
    this.#pumpServer(connection);
    this.#pumpClient(connection);
    if (connection.outcome !== "open") this.#end();
  }

  #connect(connection: TcpConnection): void {
    if (this.#sending !== undefined) return;
    const { cluster } = connection;
    const upstream = this.#options.upstreamFor(cluster);
    if (upstream === null) {
      this.#broken = `no cluster "${cluster}"; add --cluster ${cluster}=HOST:PORT`;
      return connection.failUpstream();
    }
    this.#sending = upstream({
      connected: (properties) => {
        this.#upstreamProperties = properties;
        this.#socket.resume();
        this.#deliver(() => connection.connectUpstream());
      },
      data: (part) => {
        this.#bytes.server.before.add(part);
        this.#deliver(() => connection.upstreamData(part));
      },
      end: () => {
        this.#serverHasEnded = true;
        this.#deliver(() => connection.upstreamData("", { endOfStream: true }));
      },
      breakOff: () => {
        this.#serverHasEnded = true;
        this.#deliver(() => {
          if (connection.isConnecting) connection.failUpstream();
          else connection.resetUpstream();
        });
      },
      drain: () => void this.#socket.resume(),
    });
  }

  #pumpServer({ upstream }: TcpConnection): void {
    if (upstream === null) return;
    for (const part of upstream.takeChunks()) {
      this.#bytes.client.after.add(part);
      if (this.#sending?.write(part) === false) this.#socket.pause();
    }
    if (!upstream.endOfStream || this.#hasEndedServer) return;
    this.#hasEndedServer = true;
    this.#sending?.end();
  }

  #pumpClient({ downstream }: TcpConnection): void {
    for (const part of downstream.takeChunks()) {
      this.#bytes.server.after.add(part);
      const isFull = !this.#socket.destroyed && !this.#socket.write(part);
      if (isFull) this.#sending?.pause();
    }
    if (!downstream.endOfStream || this.#hasEndedClient) return;
    this.#hasEndedClient = true;
    this.#socket.end();
  }

  /** Gives the filter something; the connection ends if the emulator refuses it. */
  #deliver(work: () => void): void {
    if (this.#isOver) return;
    try {
      this.#running.run(this.record, work);
    } catch (error) {
      this.#end((error as Error).message);
    }
  }

  #end(message?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#sending?.cancel();
    // What is still to be written goes out first.
    this.#socket.destroySoon();
    this.#running.close(this);
    this.#options.onEnd({
      source: this.#addressOf("source"),
      closedBy: this.#closer,
      broken: message ?? this.#broken,
      wasDead: this.#wasDead,
      milliseconds: this.record.milliseconds,
      ...this.#bytes,
      calls: this.record.calls,
    });
  }

  get #closer(): ServedConnection["closedBy"] {
    if (this.#connection?.outcome !== "local") return "client";
    return this.#serverHasEnded ? "server" : "filter";
  }
}
