import type { ByteBuffer } from "../base/byte-buffer.ts";
import { notEmulated, wrongOrder } from "../base/host-error.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { PartOptions } from "../message/exchange.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import {
  ConnectionState,
  type TcpOptions,
  type TcpOutcome,
} from "./connection-state.ts";
import { Received } from "./received.ts";
import { TcpContext } from "./tcp-context.ts";
import { TcpPass, type TcpFilter } from "./tcp-pass.ts";

/** All that a client sends, and what the server answers after it got it. */
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
 * part. What a test hands in passes the filters as in Envoy; `upstream` and
 * `downstream` are what came out at the server and at the client.
 *
 *     const connection = plugin.tcpConnection();
 *     connection.downstreamData("ping");
 *     connection.upstream?.text; // "ping"
 */
export class TcpConnection {
  readonly #state: ConnectionState;
  readonly #pass: TcpPass;
  /** How many bytes the client has sent. */
  #bytesSent = 0;
  #clientWasReset = false;
  #isConnecting = false;

  constructor(
    roots: readonly RootContext[],
    dispatcher: Dispatcher,
    options: TcpOptions = {},
    loggers: readonly RootContext[] = [],
  ) {
    const state = new ConnectionState(dispatcher, options, loggers);
    const pass = new TcpPass(state);
    state.contexts = roots.map((root) => new TcpContext(root, state, pass));
    this.#state = state;
    this.#pass = pass;
    pass.add(this.#proxy());
    dispatcher.run(() => pass.read(0));
  }

  /** What has reached the client. */
  get downstream(): Received {
    return this.#state.downstream;
  }

  /** What has reached the server; null before the proxy has connected to it. */
  get upstream(): Received | null {
    return this.#state.upstream;
  }

  get outcome(): TcpOutcome {
    return this.#state.outcome;
  }

  /** The cluster that a filter has chosen for the server, or null. */
  get cluster(): string | null {
    const path = ["filter_state", "envoy.tcp_proxy.cluster"];
    return this.#state.filterState.find(path)?.toString("utf8") ?? null;
  }

  /** Whether the proxy waits for `connectUpstream` or `failUpstream`. */
  get isConnecting(): boolean {
    return this.#isConnecting && this.outcome === "open";
  }

  /** Makes the connection to the server, with `upstreamConnects: "later"`. */
  connectUpstream(): void {
    this.#expectConnecting();
    this.#state.dispatcher.run(() => this.#connected());
  }

  /** Has the server refuse the connection, with `upstreamConnects: "later"`. */
  failUpstream(): void {
    this.#expectConnecting();
    this.#state.dispatcher.run(() => this.#state.close("local"));
  }

  /** Hands in what the client sends; text as UTF-8. */
  downstreamData(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    if (this.#state.clientHasEnded) {
      throw wrongOrder("more from a client that has ended");
    }
    const bytes = bytesOf(data);
    this.#state.fromClient.append(bytes);
    this.#bytesSent += bytes.length;
    this.#state.clientHasEnded = endOfStream;
    this.#state.dispatcher.run(() => this.#read());
    this.#checkHeld(this.#state.fromClient);
  }

  /** Hands in what the server sends; text as UTF-8. */
  upstreamData(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    if (this.upstream === null) {
      throw wrongOrder("data from a server that is not connected");
    }
    if (this.#state.serverHasEnded) {
      throw wrongOrder("more from a server that has ended");
    }
    this.#state.fromServer.append(bytesOf(data));
    this.#state.serverHasEnded = endOfStream;
    this.#state.dispatcher.run(() => this.#write());
    this.#checkHeld(this.#state.fromServer);
    if (this.#serverIsDone || this.#clientIsDone) this.#state.close("local");
  }

  /**
   * Breaks the connection off, as the client would. The proxy does not notice before
   * it has connected to the server; the filters then get what the client sent before, and
   * the server does not.
   */
  resetDownstream(): void {
    this.#clientWasReset = true;
    if (this.upstream !== null) this.#state.close("remote");
  }

  /** Breaks the connection to the server off, as the server would. */
  resetUpstream(): void {
    if (this.upstream === null) {
      throw wrongOrder("the end of a server that is not connected");
    }
    this.#state.flags = UPSTREAM_REMOTE_RESET;
    this.#state.close("local");
  }

  /**
   * Sends all of the client's data and its end, then the server's data and its end
   * as soon as the server has got the client's end. Returns what the client got.
   *
   *     plugin.tcpConnection().exchange({ downstream: "ping", upstream: "pong" }).text;
   */
  exchange({ downstream, upstream }: TcpExchange = {}): Received {
    for (const part of partsOf(downstream)) this.downstreamData(part);
    if (!this.#state.clientHasEnded) {
      this.downstreamData("", { endOfStream: true });
    }
    if (this.outcome === "open" && this.upstream?.endOfStream) {
      for (const part of partsOf(upstream)) this.upstreamData(part);
      this.upstreamData("", { endOfStream: true });
    }
    return this.downstream;
  }

  /** Envoy's TCP proxy, which is the last filter. */
  #proxy(): TcpFilter {
    return {
      newConnection: () => {
        this.#state.dispatcher.post(() => this.#connect());
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

  /** Whether both sides of the connection to the client have ended. */
  get #clientIsDone(): boolean {
    return this.#state.clientHasEnded && this.downstream.endOfStream;
  }

  get #serverIsDone(): boolean {
    return this.#state.serverHasEnded && this.upstream!.endOfStream;
  }

  #read(): void {
    // Envoy reads nothing before it has connected to the server.
    if (this.upstream === null) return;
    this.#state.bytesRead = this.#bytesSent;
    this.#pass.read(0);
    if (this.#clientIsDone) this.#state.close("remote");
    else if (this.#serverIsDone) this.#state.close("local");
  }

  #write(): void {
    const data = this.#state.fromServer;
    if (!this.#pass.write(data, this.#state.serverHasEnded)) return;
    this.downstream.take(data.bytes, this.#state.serverHasEnded);
    data.drain(data.length);
  }

  #connect(): void {
    if (this.outcome !== "open") return;
    const { upstreamConnects } = this.#state.options;
    if (upstreamConnects === "later") this.#isConnecting = true;
    else if (upstreamConnects === false) this.#state.close("local");
    else this.#connected();
  }

  #connected(): void {
    this.#state.upstream = new Received();
    if (this.#state.fromClient.length > 0 || this.#state.clientHasEnded) {
      this.#state.dispatcher.run(() => this.#read());
    }
    if (!this.#clientWasReset) return;
    // What the filters let go on is written later, and so never.
    this.#state.upstream = new Received();
    this.#state.close("remote");
  }

  #expectConnecting(): void {
    if (!this.isConnecting) {
      throw wrongOrder("a server to which the proxy does not connect now");
    }
    this.#isConnecting = false;
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
