import { once } from "node:events";
import { connect, type Socket } from "node:net";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  frames,
  headerBlock,
  PREFACE,
} from "../../envoy/http2-frames.ts";
import type { Tally } from "./tally.ts";

/** Streams at once, and of a connection in all. */
const AT_ONCE = 30;
const PER_CONNECTION = 2000;

interface Stream {
  identity: string;
  body: string;
  text: string;
}

/** Sends streams at once, and resets some of them at any time, or the whole connection. */
export async function runHttp2(port: number, tally: Tally): Promise<void> {
  while (await new Session(tally).run(port));
}

class Session {
  readonly #tally: Tally;
  readonly #open = new Map<number, Stream>();
  #rest: Buffer = Buffer.alloc(0);
  #last = -1;
  #socket!: Socket;
  #isOver = false;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  /** Resolves with whether there are more requests to make. */
  async run(port: number): Promise<boolean> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket = socket;
    socket.on("error", () => {});
    await once(socket, "connect");
    // A window that all answers fit into, as nothing is said of what was read.
    const window = Buffer.from([0, 4, 0x7f, 0xff, 0xff, 0xff]);
    const whole = Buffer.from([0x7f, 0xff, 0, 0]);
    socket.write(
      Buffer.concat([
        PREFACE,
        frame(FRAME.Settings, 0, 0, window),
        frame(FRAME.WindowUpdate, 0, 0, whole),
      ]),
    );
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    for (let i = 0; i < AT_ONCE; i++) this.#begin();
    await once(socket, "close");
    for (const { identity } of this.#open.values()) {
      this.#tally.wrong.push(`${identity} was not answered`);
    }
    return (
      this.#tally.begun < this.#tally.goal && this.#tally.wrong.length < 10
    );
  }

  #begin(): void {
    if (this.#isOver) return;
    const isSpent = this.#last > PER_CONNECTION * 2;
    const next = isSpent ? null : this.#tally.next();
    if (next === null) {
      if (this.#open.size === 0) this.#socket.destroy();
      return;
    }
    const { identity, body, reset } = next;
    this.#last += 2;
    const id = this.#last;
    const block = headerBlock({
      ":method": "POST",
      ":scheme": "http",
      ":path": `/${identity}`,
      ":authority": "a",
      "content-length": `${body.length}`,
    });
    const sent = [
      frame(FRAME.Headers, END_HEADERS, id, block),
      frame(FRAME.Data, END_STREAM, id, Buffer.from(body)),
    ];
    if (!reset) {
      this.#open.set(id, { identity, body, text: "" });
      this.#socket.write(Buffer.concat(sent));
      return;
    }
    this.#tally.resets++;
    const { random } = this.#tally;
    if (random.oneIn(40)) return this.#resetAll();
    const parts = random.oneIn(3) ? sent.slice(0, 1) : sent;
    this.#socket.write(Buffer.concat(parts));
    const cancel = () => {
      if (!this.#isOver) {
        this.#socket.write(
          frame(FRAME.ResetStream, 0, id, Buffer.of(0, 0, 0, 8)),
        );
      }
      this.#begin();
    };
    const wait = random.below(4);
    if (wait === 0) setImmediate(cancel);
    else setTimeout(cancel, wait);
  }

  #resetAll(): void {
    this.#tally.resets += this.#open.size;
    this.#open.clear();
    this.#isOver = true;
    this.#socket.resetAndDestroy();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    let used = 0;
    for (const { type, flags, stream, payload } of frames(this.#rest)) {
      used += 9 + payload.length;
      if (type === FRAME.GoAway)
        this.#tally.wrong.push("the connection was ended");
      const one = this.#open.get(stream);
      if (one === undefined) continue;
      if (type === FRAME.Data) one.text += payload.toString("latin1");
      if (type === FRAME.ResetStream) one.text = "reset";
      const isLast =
        type === FRAME.ResetStream ||
        ((type === FRAME.Data || type === FRAME.Headers) &&
          (flags & END_STREAM) !== 0);
      if (!isLast) continue;
      this.#open.delete(stream);
      this.#tally.answer(one.identity, one.body, one.text);
      this.#begin();
    }
    this.#rest = this.#rest.subarray(used);
  }
}
