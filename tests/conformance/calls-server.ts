import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { paired } from "../../cli/envoy/http-request.ts";
import { GrpcServer } from "../envoy/grpc-server.ts";
import { answerTo } from "./call-answers.ts";
import { GRPC_METHODS } from "./grpc-answers.ts";
import { comparable } from "./observe.ts";
import type { ObservedRequest } from "./scenario/scenario.ts";
import { HELD_PATH } from "./scenario/step.ts";
import { written, type Pace } from "./scripted-upstream.ts";
import { answerBytes } from "./wire.ts";

/** How long a step waits for the call that it answers. */
const HELD_MS = 1500;

/** The server of the clusters `calls` and `grpc`, which records filters' requests. */
export class CallsServer {
  readonly requests: ObservedRequest[] = [];
  /** As of `ScriptedUpstream`. */
  pace: Pace = () => Promise.resolve();
  readonly #server: Server;
  readonly #grpc: GrpcServer;
  readonly #stopGrpc: () => void;
  /** What answers the requests that a step answers, by plugin and path. */
  readonly #held = new Map<string, (() => void)[]>();
  readonly #arrivals = new EventEmitter();

  static async start(): Promise<CallsServer> {
    let stopGrpc = (): void => {};
    const after = (stop: () => void) => (stopGrpc = stop);
    const grpc = await GrpcServer.start({ after }, GRPC_METHODS);
    const server = new CallsServer(grpc, () => stopGrpc());
    return new Promise((resolve) => {
      server.#server.listen(0, "127.0.0.1", () => resolve(server));
    });
  }

  private constructor(grpc: GrpcServer, stopGrpc: () => void) {
    this.#grpc = grpc;
    this.#arrivals.setMaxListeners(0);
    this.#stopGrpc = stopGrpc;
    this.#server = createServer((incoming) => {
      // A cancelled call cannot be answered.
      this.#answer(incoming).catch(() => incoming.socket.destroy());
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get grpcPort(): number {
    return this.#grpc.port;
  }

  /**
   * Answers a request of a scenario's plugin that is held; waits for one that is expected.
   * Returns whether it was there.
   */
  async release(
    name: string,
    path: string,
    isExpected: boolean,
  ): Promise<boolean> {
    const key = `${name} ${path}`;
    const signal = AbortSignal.timeout(HELD_MS);
    while (isExpected && !this.#held.get(key)?.length && !signal.aborted) {
      await once(this.#arrivals, "held", { signal }).catch(() => {});
    }
    const [answer, ...others] = this.#held.get(key) ?? [];
    this.#held.set(key, others);
    answer?.();
    return answer !== undefined;
  }

  stop(): void {
    this.#stopGrpc();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(incoming: IncomingMessage): Promise<void> {
    const { socket } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    this.requests.push({
      method: incoming.method!,
      path: incoming.url!,
      headers: comparable(paired(incoming.rawHeaders)),
      body: Buffer.concat(chunks).toString("latin1"),
      trailers: comparable(paired(incoming.rawTrailers)),
    });
    if (incoming.url!.startsWith(HELD_PATH)) await this.#hold(incoming);
    const answer = answerTo(incoming.url!);
    if (answer === "never") return;
    if (answer === "garbage") return void socket.end("garbage\r\n\r\n");
    if (answer === "reset") return void socket.resetAndDestroy();
    if (answer === "half" || answer === "break") {
      await written(socket, "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");
      await this.pace();
      if (answer === "break") socket.destroy();
      return;
    }
    for (const part of answerBytes(answer)) {
      await written(socket, part);
      await this.pace();
    }
  }

  async #hold({ headers, url, socket }: IncomingMessage): Promise<void> {
    // A chain's plugins have the scenario's name, and a number.
    const [name] = String(headers["x-plugin"]).split(".");
    await new Promise<void>((resolve) => {
      const key = `${name} ${url}`;
      const others = () =>
        (this.#held.get(key) ?? []).filter((each) => each !== resolve);
      this.#held.set(key, [...others(), resolve]);
      // The proxy may cancel it.
      socket.once("close", () => this.#held.set(key, others()));
      this.#arrivals.emit("held");
    });
  }
}
