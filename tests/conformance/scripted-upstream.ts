import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { paired } from "../../cli/envoy/http-request.ts";
import { comparable } from "./observe.ts";
import type { ObservedRequest, ScenarioExchange } from "./scenario/scenario.ts";
import { answerBytes } from "./wire.ts";

/** Long enough for Envoy to read two parts of a body separately. */
export const PART_MS = 25;

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
      incoming.socket.write(part);
      await delay(PART_MS);
    }
    incoming.socket.end();
  }
}
