import { ByteBuffer } from "../base/byte-buffer.ts";
import { AccessLoggers } from "../contexts/access-loggers.ts";
import { FilterState } from "../contexts/filter-state.ts";
import type { Properties } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { connectionProperties } from "./connection-properties.ts";
import { Received } from "./received.ts";

/** Where a connection comes from and goes to. */
export interface TcpOptions {
  /** The client's address; `127.0.0.1:50000` by default. */
  source?: string;
  /** The proxy's address that the client connected to; `127.0.0.1:10000` by default. */
  destination?: string;
  /**
   * Whether the server accepts the connection; true by default. With `"later"`,
   * `connectUpstream` or `failUpstream` says so.
   */
  upstreamConnects?: boolean | "later";
  /** Properties of the connection that the emulator cannot derive. */
  properties?: Properties;
}

/** How the client's connection ended, or `"open"`: `"local"` if by the proxy. */
export type TcpOutcome = "open" | "local" | "remote";

/** What the end of a connection needs of a filter's context. */
interface ClosableContext {
  closed(byProxy: boolean): void;
}

/**
 * The state of one TCP connection, which its parts hold: the pass through the
 * filters, the contexts of the plugins, and `TcpConnection`.
 */
export class ConnectionState {
  readonly dispatcher: Dispatcher;
  readonly options: TcpOptions;
  outcome: TcpOutcome = "open";
  readonly filterState = new FilterState();
  /** Notified when the connection is closed. */
  contexts: readonly ClosableContext[] = [];

  /** What the client has sent and no filter has taken. */
  readonly fromClient = new ByteBuffer();
  clientHasEnded = false;
  /** What has reached the client. */
  readonly downstream = new Received();

  /** What the server has sent and a filter holds back. */
  readonly fromServer = new ByteBuffer();
  serverHasEnded = false;
  /** What has reached the server; null before the proxy has connected to it. */
  upstream: Received | null = null;

  /** How many bytes of the client the proxy has read. */
  bytesRead = 0;
  /** Envoy's response flags, one bit each. */
  flags = 0;
  readonly #begunAt: bigint;
  readonly #loggers: AccessLoggers;

  constructor(
    dispatcher: Dispatcher,
    options: TcpOptions,
    loggers: readonly RootContext[],
  ) {
    this.dispatcher = dispatcher;
    this.options = options;
    this.#begunAt = dispatcher.clock.now;
    this.#loggers = new AccessLoggers(loggers);
  }

  get isOpen(): boolean {
    return this.outcome === "open";
  }

  /** What filters read about the connection. */
  properties(): Properties {
    const { source, destination } = this.options;
    return connectionProperties({
      source: source ?? "127.0.0.1:50000",
      destination: destination ?? "127.0.0.1:10000",
      time: this.#begunAt,
      received: this.bytesRead,
      sent: this.downstream.size,
      flags: this.flags,
    });
  }

  /** Closes both sides, once: notifies the filters, then the access loggers. */
  close(outcome: "local" | "remote"): void {
    if (!this.isOpen) return;
    this.outcome = outcome;
    for (const context of this.contexts) context.closed(outcome === "local");
    this.#loggers.end({
      state: this.filterState,
      readMap: () => null,
      properties: () => ({ ...this.properties(), ...this.options.properties }),
    });
    this.downstream.endOfStream = true;
    if (this.upstream !== null) this.upstream.endOfStream = true;
  }
}
