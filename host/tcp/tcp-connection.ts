import { FilterState } from "../contexts/filter-state.ts";
import { TcpContext } from "./tcp-context.ts";
import { AccessLoggers } from "../contexts/access-loggers.ts";
import {
  connectionProperties,
  type ConnectionFacts,
} from "./connection-properties.ts";
import type { LoggedStream } from "../contexts/logged-stream.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { notEmulated, wrongOrder } from "../base/host-error.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import type { PartOptions } from "../message/exchange.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { Received } from "./received.ts";
import { TcpPass, type TcpFilter } from "./tcp-pass.ts";

/** Where a connection comes from and goes to. */
export interface TcpOptions {
  /** The client's address; `127.0.0.1:50000` by default. */
  source?: string;
  /** The proxy's address that the client connected to; `127.0.0.1:10000` by default. */
  destination?: string;
  /** Whether the server takes the connection; it does by default. */
  upstreamConnects?: boolean;
}

/** How the client's connection ended, or `"open"`: `"local"` if by the proxy. */
export type TcpOutcome = "open" | "local" | "remote";

/** All that a client sends, and what the server answers once it got it. */
export interface TcpExchange {
  /** Text as UTF-8; several parts arrive one by one. */
  downstream?: string | Uint8Array | (string | Uint8Array)[];
  upstream?: string | Uint8Array | (string | Uint8Array)[];
}

const BUFFER_LIMIT = 1 << 20;
/** Of Envoy's response flags. */
const UPSTREAM_REMOTE_RESET = 1 << 4;

/**
 * A TCP connection through the plugins of a host and Envoy's TCP proxy, part by
 * part: what a test hands in passes the filters as in Envoy, and `upstream` and
 * `downstream` are what came out at the server and at the client.
 *
 *     const connection = plugin.tcpConnection();
 *     connection.downstreamData("ping");
 *     connection.upstream?.text; // "ping"
 */
export class TcpConnection {
  /** What reached the client. */
  readonly downstream = new Received();
  /** What reached the server; null before the proxy connected to it. */
  upstream: Received | null = null;
  outcome: TcpOutcome = "open";
  readonly #contexts: TcpContext[];
  readonly #pass: TcpPass;
  readonly #dispatcher: Dispatcher;
  readonly #begunAt: bigint;
  readonly #options: TcpOptions;
  readonly #loggers: AccessLoggers;
  readonly #state = new FilterState();
  /** What the client has sent and no filter has taken. */
  readonly #fromClient = new ByteBuffer();
  /** How much of it the proxy has read, and how much there is. */
  #received = 0;
  #arrived = 0;
  /** Envoy's response flags, a bit each. */
  #flags = 0;
  #clientEnded = false;
  #clientReset = false;
  /** What the server has sent and a filter holds. */
  readonly #fromServer = new ByteBuffer();
  #serverEnded = false;

  constructor(
    roots: readonly RootContext[],
    dispatcher: Dispatcher,
    options: TcpOptions = {},
    loggers: readonly RootContext[] = [],
  ) {
    this.#dispatcher = dispatcher;
    this.#begunAt = dispatcher.clock.now;
    this.#loggers = new AccessLoggers(loggers);
    this.#options = options;
    this.#pass = new TcpPass({
      data: this.#fromClient,
      isOpen: () => this.outcome === "open",
      hasEnded: () => this.#clientEnded,
    });
    this.#contexts = roots.map((root) => this.#join(root));
    this.#pass.add(this.#proxy());
    this.#dispatcher.run(() => this.#pass.read(0));
  }

  /** The cluster that a filter has chosen for the server, or null. */
  get cluster(): string | null {
    const path = ["filter_state", "envoy.tcp_proxy.cluster"];
    return this.#state.find(path)?.toString("utf8") ?? null;
  }

  /** Hands in what the client sends; text as UTF-8. */
  downstreamData(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    if (this.#clientEnded) throw wrongOrder("more of a client that has ended");
    const bytes = bytesOf(data);
    this.#fromClient.append(bytes);
    this.#arrived += bytes.length;
    this.#clientEnded = endOfStream;
    this.#dispatcher.run(() => this.#read());
    this.#checkHeld(this.#fromClient);
  }

  /** Hands in what the server sends; text as UTF-8. */
  upstreamData(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    if (this.upstream === null) {
      throw wrongOrder("data of a server that is not connected");
    }
    if (this.#serverEnded) throw wrongOrder("more of a server that has ended");
    this.#fromServer.append(bytesOf(data));
    this.#serverEnded = endOfStream;
    this.#dispatcher.run(() => this.#write());
    this.#checkHeld(this.#fromServer);
    if (this.#serverIsDone || this.#clientIsDone) this.#close("local");
  }

  /**
   * Breaks the connection off, as the client would. The proxy does not see it before
   * it is connected to the server.
   */
  resetDownstream(): void {
    this.#clientReset = true;
    if (this.upstream !== null) this.#close("remote");
  }

  /** Breaks the connection to the server off, as the server would. */
  resetUpstream(): void {
    if (this.upstream === null) {
      throw wrongOrder("the end of a server that is not connected");
    }
    this.#flags = UPSTREAM_REMOTE_RESET;
    this.#close("local");
  }

  /**
   * Sends all of the client's data and its end, and the server's answer and its end
   * as soon as the server has got the client's end. Returns what the client got.
   *
   *     plugin.tcpConnection().exchange({ downstream: "ping", upstream: "pong" }).text;
   */
  exchange({ downstream, upstream }: TcpExchange = {}): Received {
    for (const part of partsOf(downstream)) this.downstreamData(part);
    if (!this.#clientEnded) this.downstreamData("", { endOfStream: true });
    if (this.outcome === "open" && this.upstream?.endOfStream) {
      for (const part of partsOf(upstream)) this.upstreamData(part);
      this.upstreamData("", { endOfStream: true });
    }
    return this.downstream;
  }

  #join(root: RootContext): TcpContext {
    let place = 0;
    const context = new TcpContext(root, {
      continueReading: () =>
        this.#dispatcher.run(() => this.#pass.read(place + 1)),
      close: () => this.#close("local"),
      properties: () => connectionProperties(this.#facts()),
      state: this.#state,
    });
    place = this.#pass.add(context);
    return context;
  }

  /** Envoy's TCP proxy, the last of the filters. */
  #proxy(): TcpFilter {
    return {
      newConnection: () => {
        this.#dispatcher.post(() => this.#connect());
        return false;
      },
      downstreamData: (data, endOfStream) => {
        this.upstream?.take(data.bytes, endOfStream);
        data.drain(data.length);
        return false;
      },
      upstreamData: () => true,
    };
  }

  #facts(): ConnectionFacts {
    const { source, destination } = this.#options;
    return {
      source: source ?? "127.0.0.1:50000",
      destination: destination ?? "127.0.0.1:10000",
      time: this.#begunAt,
      received: this.#received,
      sent: this.downstream.bytes.length,
      flags: this.#flags,
    };
  }

  /** Whether both sides of the connection to the client have ended. */
  get #clientIsDone(): boolean {
    return this.#clientEnded && this.downstream.endOfStream;
  }

  get #serverIsDone(): boolean {
    return this.#serverEnded && this.upstream!.endOfStream;
  }

  #read(): void {
    // Envoy reads nothing before it is connected to the server.
    if (this.upstream === null) return;
    this.#received = this.#arrived;
    this.#pass.read(0);
    if (this.#clientIsDone) this.#close("remote");
    else if (this.#serverIsDone) this.#close("local");
  }

  #write(): void {
    const data = this.#fromServer;
    if (!this.#pass.write(data, this.#serverEnded)) return;
    this.downstream.take(data.bytes, this.#serverEnded);
    data.drain(data.length);
  }

  #connect(): void {
    if (this.outcome !== "open") return;
    if (this.#options.upstreamConnects === false) return this.#close("local");
    this.upstream = new Received();
    if (this.#clientReset) return this.#close("remote");
    if (this.#fromClient.length > 0 || this.#clientEnded) {
      this.#dispatcher.run(() => this.#read());
    }
  }

  #close(outcome: TcpOutcome): void {
    if (this.outcome !== "open") return;
    this.outcome = outcome;
    for (const context of this.#contexts) context.closed(outcome === "local");
    this.#loggers.end(this.#logged());
    this.downstream.endOfStream = true;
    if (this.upstream !== null) this.upstream.endOfStream = true;
  }

  #logged(): LoggedStream {
    return {
      state: this.#state,
      readMap: () => null,
      properties: () => connectionProperties(this.#facts()),
    };
  }

  #checkHeld(data: ByteBuffer): void {
    if (data.length <= BUFFER_LIMIT) return;
    throw notEmulated("A filter that holds more than 1 MiB of a connection");
  }
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? Buffer.from(data) : data;
}

function partsOf(data: TcpExchange["downstream"]): (string | Uint8Array)[] {
  if (data === undefined) return [];
  return Array.isArray(data) ? data : [data];
}
