import { connect, type Socket } from "node:net";

export interface LoadOptions {
  port: number;
  connections: number;
  /** What the connections send repeatedly, each one of these in turn. */
  requests: Buffer[];
  /** How each response ends; its status must be 200. */
  responseEnd: string;
  /** After so many milliseconds without a whole answer a run fails. */
  patience?: number;
}

/** How much of an answer is kept. */
const HEAD_SIZE = 4096;

const PATIENCE_MS = 30_000;

/**
 * Connections that stay open and send one request after another.
 *
 *     const load = await Load.connect({ port, connections: 16, requests, responseEnd });
 *     const requests = await load.run(500);
 *     load.close();
 */
export class Load {
  readonly #options: LoadOptions;
  readonly #sockets: Socket[];
  readonly #end: Buffer;
  /** The beginning of the last answer. */
  lastResponse = "";
  /** How many milliseconds each answer of the last run took. */
  latencies: number[] = [];
  readonly #sentAt: Float64Array;
  #lastPart: Buffer = Buffer.alloc(0);
  #watch: NodeJS.Timeout | undefined;
  #deadline = 0;
  #busy = 0;
  #served = 0;
  #finish = (): void => {};
  #fail = (_error: Error): void => {};

  static async connect(options: LoadOptions): Promise<Load> {
    const sockets: Socket[] = [];
    for (let i = 0; i < options.connections; i++) {
      sockets.push(await open(options.port));
    }
    return new Load(options, sockets);
  }

  private constructor(options: LoadOptions, sockets: Socket[]) {
    this.#options = options;
    this.#sockets = sockets;
    this.#end = Buffer.from(options.responseEnd);
    this.#sentAt = new Float64Array(sockets.length);
    for (const [i, socket] of sockets.entries()) this.#listen(socket, i);
  }

  /**
   * Sends requests for that time, and resolves with their number when the last one is
   * answered. Rejects if an answer is not 200, and if none ends as it has to.
   */
  run(milliseconds: number): Promise<number> {
    this.#served = 0;
    this.latencies = [];
    this.#busy = this.#sockets.length;
    this.#deadline = performance.now() + milliseconds;
    return new Promise((resolve, reject) => {
      this.#finish = () => {
        clearTimeout(this.#watch);
        resolve(this.#served);
      };
      this.#fail = (error) => {
        clearTimeout(this.#watch);
        reject(error);
      };
      const { patience = PATIENCE_MS, responseEnd } = this.#options;
      this.#watch = setTimeout(() => {
        const last = JSON.stringify(this.#lastPart.toString("latin1"));
        this.#fail(
          new Error(
            `No answer has ended with "${responseEnd}" for ${patience} ms; the last bytes: ${last}`,
          ),
        );
      }, patience);
      this.#sockets.forEach((socket, i) => this.#send(socket, i));
    });
  }

  close(): void {
    clearTimeout(this.#watch);
    this.#fail = () => {};
    for (const socket of this.#sockets) socket.destroy();
  }

  #send(socket: Socket, index: number): void {
    this.#sentAt[index] = performance.now();
    const { requests } = this.#options;
    socket.write(requests[index % requests.length]);
  }

  #listen(socket: Socket, index: number): void {
    let head: Buffer | null = null;
    let tail = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      head ??= chunk.subarray(0, HEAD_SIZE);
      this.#lastPart = chunk;
      const size = this.#end.length;
      const last = chunk.subarray(Math.max(0, chunk.length - size));
      tail = Buffer.concat([tail, last]).subarray(-size);
      if (!tail.equals(this.#end)) return;
      const begin = head;
      head = null;
      tail = Buffer.alloc(0);
      this.#answered(socket, index, begin);
    });
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () =>
      this.#fail(new Error("Envoy closed the connection")),
    );
  }

  #answered(socket: Socket, index: number, response: Buffer): void {
    if (!response.toString("latin1", 0, 12).endsWith(" 200")) {
      this.#fail(new Error(`Envoy answered: ${response.toString("latin1")}`));
    }
    this.#served++;
    this.#watch?.refresh();
    const now = performance.now();
    this.latencies.push(now - this.#sentAt[index]);
    if (now < this.#deadline) this.#send(socket, index);
    else if (--this.#busy === 0) {
      this.lastResponse = response.toString("latin1");
      this.#finish();
    }
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.once("connect", () => resolve(socket.off("error", reject)));
    socket.once("error", reject);
  });
}
