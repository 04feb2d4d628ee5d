import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Random } from "../../fuzz/random.ts";
import { hostile, type Answer, type Places } from "./hostile-answer.ts";

/** Headers that are of one connection. */
const OWN = /^(connection|keep-alive|transfer-encoding|date|host)$/;

/**
 * A registry that asks a sound one, and changes some of what that answers.
 *
 *     const registry = await HostileRegistry.start(sound);
 *     registry.begin(seed);
 */
export class HostileRegistry {
  /** Where it is, and the other host that it points to. */
  places: Places = { own: "", other: "" };
  /** What the other host was sent, headers included. */
  readonly elsewhere: string[] = [];
  /** What it answers itself, by path. */
  extra = new Map<string, Answer>();
  readonly #sound: string;
  readonly #servers: Server[] = [];
  #random = new Random(1);
  /** One of so many answers is changed. */
  #every = 2;

  static async start(sound: string): Promise<HostileRegistry> {
    const registry = new HostileRegistry(sound);
    registry.places = {
      own: await registry.#listen((...both) => registry.#answer(...both)),
      other: await registry.#listen((...both) => registry.#note(...both)),
    };
    return registry;
  }

  private constructor(sound: string) {
    this.#sound = sound;
  }

  /** Begins to answer as a seed says. */
  begin(seed: number): void {
    this.#random = new Random(seed);
    this.#every = 1 + this.#random.below(5);
    this.elsewhere.length = 0;
  }

  /** Ends all connections. */
  stop(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #listen(
    answer: (
      request: IncomingMessage,
      response: ServerResponse,
    ) => Promise<void>,
  ): Promise<string> {
    const server = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    this.#servers.push(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async #note(request: IncomingMessage, response: ServerResponse) {
    const body = (await buffer(request)).toString("latin1");
    const headers = request.rawHeaders.join("\n");
    this.elsewhere.push(`${request.url}\n${headers}\n${body}`);
    response.setHeader("content-type", "application/json");
    response.end('{"token":"stolen"}');
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const sound = await this.#ask(request);
    if (!this.#random.oneIn(this.#every)) return send(sound, response);
    send(hostile(this.#random, sound, this.places), response);
  }

  async #ask(request: IncomingMessage): Promise<Answer> {
    const body = await buffer(request);
    const { method = "GET", url = "/" } = request;
    const own = this.extra.get(url);
    if (own !== undefined && method !== "PUT") return own;
    const headers = Object.entries(request.headers).filter(
      ([name]) => !OWN.test(name) && name !== "content-length",
    ) as [string, string][];
    const answer = await fetch(`http://${this.#sound}${url}`, {
      method,
      headers,
      redirect: "manual",
      ...(body.length > 0 ? { body } : {}),
    });
    const kept: Record<string, string> = {};
    answer.headers.forEach((value, name) => {
      if (!OWN.test(name)) kept[name] = value;
    });
    return {
      status: answer.status,
      headers: kept,
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  }
}

function send(answer: Answer, response: ServerResponse): void {
  const { status, headers, body, way, raw } = answer;
  if (raw !== undefined) {
    response.socket!.end(raw);
    return;
  }
  if (way === "never") return;
  response.writeHead(status, headers as Record<string, string>);
  if (way === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, body.length / 2));
  if (way === "cut") {
    response.destroy();
    return;
  }
  const chunk = Buffer.alloc(way === "endless" ? 65_536 : 1, " ");
  const timer = setInterval(() => {
    // Where nobody reads, no more is kept here.
    if (response.writableLength < 1 << 20) response.write(chunk);
  }, 5);
  response.on("close", () => clearInterval(timer));
}
