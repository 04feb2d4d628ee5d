import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  frames,
  headerBlock,
  PREFACE,
} from "../../envoy/http2-frames.ts";
import type { Pages, Shape } from "./shapes.ts";

/** Fewer than Envoy takes over a connection. */
const PER_CONNECTION = 500;

/** As `inNode` does, in Envoy; with the memory of its process in MiB. */
export async function inEnvoy(
  wasm: string,
  live: number,
  shape: Shape,
  garbage: number,
  requests: number,
): Promise<Pages & { mebibytes: number }> {
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm, allowOnHeadersStopIteration: true }],
        }),
      ],
    }),
    { logLevel: "off", componentLogLevel: "wasm:error" },
  );
  try {
    const port = envoy.port();
    const sessions: Waiting[] = [];
    for (let left = live; left > 0; left -= PER_CONNECTION) {
      const count = Math.min(left, PER_CONNECTION);
      sessions.push(await Waiting.begin(port, count));
    }
    const pages = async (path: string) => {
      const answer = await request({ port, path });
      if (answer.text !== "made") throw new Error(`${path}: ${answer.status}`);
      return Number(answer.header("x-pages"));
    };
    const path = `/${shape}/${garbage}`;
    const found = { before: await pages("/objects/0"), half: 0, after: 0 };
    for (let i = 0; i < requests; i++) {
      found.after = await pages(path);
      if (i === requests >> 1) found.half = found.after;
    }
    const mebibytes = anonymousMemory(envoy.pid) / 1024;
    for (const session of sessions) await session.end();
    const critical = envoy.logLines(/critical|error/);
    if (critical.length > 0) throw new Error(critical[0]);
    return { ...found, mebibytes };
  } finally {
    await envoy.stop();
  }
}

/** Streams of a connection that a filter holds. */
class Waiting {
  readonly #socket: Socket;
  readonly #count: number;
  #received: Buffer = Buffer.alloc(0);

  /** Resolves once the filter has them. */
  static async begin(port: number, count: number): Promise<Waiting> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    const waiting = new Waiting(socket, count);
    const open = (id: number, path: string, flags: number) =>
      frame(
        FRAME.Headers,
        END_HEADERS | flags,
        id,
        headerBlock({
          ":method": "POST",
          ":scheme": "http",
          ":path": path,
          ":authority": "a",
        }),
      );
    const ids = Array.from({ length: count }, (_, i) => i * 2 + 1);
    // Envoy reads the last one after all others, and answers it.
    const last = count * 2 + 1;
    socket.write(
      Buffer.concat([
        ...[PREFACE, frame(FRAME.Settings, 0, 0)],
        ...ids.map((id) => open(id, "/wait/0", 0)),
        open(last, "/objects/0", END_STREAM),
      ]),
    );
    await waiting.#until((stream) => stream === last, 1);
    return waiting;
  }

  private constructor(socket: Socket, count: number) {
    this.#socket = socket;
    this.#count = count;
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
  }

  /** Ends the requests, which say whether what they kept is whole. */
  async end(): Promise<void> {
    const ids = Array.from({ length: this.#count }, (_, i) => i * 2 + 1);
    this.#socket.write(
      Buffer.concat(
        ids.map((id) => frame(FRAME.Data, END_STREAM, id, Buffer.from("x"))),
      ),
    );
    const answers = await this.#until(
      (stream) => stream < this.#count * 2,
      this.#count,
    );
    const damaged = answers.filter((text) => text !== "whole").length;
    if (damaged > 0) throw new Error(`${damaged} streams were damaged`);
    this.#socket.destroy();
  }

  /** The bodies of answers that have ended, once there are so many. */
  async #until(
    isMeant: (stream: number) => boolean,
    count: number,
  ): Promise<string[]> {
    for (;;) {
      const ended = frames(this.#received).filter(
        ({ type, flags, stream }) =>
          type === FRAME.Data && (flags & END_STREAM) !== 0 && isMeant(stream),
      );
      if (ended.length >= count) {
        return ended.map(({ payload }) => payload.toString());
      }
      if (this.#socket.destroyed) throw new Error("the connection has ended");
      await Promise.race([
        once(this.#socket, "data"),
        once(this.#socket, "close"),
      ]);
    }
  }
}
