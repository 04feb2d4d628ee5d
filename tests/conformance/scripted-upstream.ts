import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Writable } from "node:stream";
import { paired } from "../../cli/envoy/http-request.ts";
import { comparable } from "./observe.ts";
import type { ObservedRequest, ScenarioExchange } from "./scenario/scenario.ts";
import { answerBytes } from "./wire.ts";

/** Resolves once the proxy has read what it was sent. */
export type Pace = () => Promise<void>;

// Accepts whatever Envoy sends.
const OPTIONS = { requireHostHeader: false, maxHeaderSize: 1 << 17 };

/**
 * A server that records requests and answers them byte by byte, as its exchanges
 * script.
 */
export class ScriptedUpstream {
  readonly requests: ObservedRequest[] = [];
  /** The current exchange. */
  exchange: ScenarioExchange = {};
  /** Awaited before the answer. */
  meanwhile: () => Promise<void> = () => Promise.resolve();
  /** Awaited behind each part of an answer, so that the proxy reads them one by one. */
  pace: Pace = () => Promise.resolve();
  readonly #server: Server;

  static start(): Promise<ScriptedUpstream> {
    const upstream = new ScriptedUpstream();
    return new Promise((resolve) => {
      upstream.#server.listen(0, "127.0.0.1", () => resolve(upstream));
    });
  }

  private constructor() {
    this.#server = createServer(OPTIONS, (incoming) => {
      // A request that broke off cannot be answered.
      this.#answer(incoming).catch(() => incoming.socket.destroy());
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(incoming: IncomingMessage): Promise<void> {
    const { exchange, meanwhile } = this;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    this.requests.push({
      method: incoming.method!,
      path: incoming.url!,
      headers: comparable(paired(incoming.rawHeaders)),
      body: Buffer.concat(chunks).toString("latin1"),
      trailers: comparable(paired(incoming.rawTrailers)),
    });
    await meanwhile();
    for (const part of answerBytes(exchange.upstream ?? {})) {
      await written(incoming.socket, part);
      await this.pace();
    }
    incoming.socket.end();
  }
}

/** Writes to a connection, and resolves once the system has the bytes. */
export function written(
  to: Writable,
  part: string | Uint8Array,
): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(part, (error) => (error ? reject(error) : resolve()));
  });
}
