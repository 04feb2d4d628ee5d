import type { Socket } from "node:net";
import {
  END_HEADERS,
  END_STREAM,
  frame,
  FRAME,
  frames,
  headerBlock,
  PREFACE,
  type Frame,
} from "../../envoy/http2-frames.ts";
import type { Part } from "./stream-script.ts";

const ACKNOWLEDGED = 1;
const STREAMS_AT_ONCE = 3;
const WINDOW = 4;
const CANCEL = 8;
/** Changes the size of HPACK's table, which then has nothing, as Envoy wants it here. */
const NO_TABLE = 0x20;

/** One end of an HTTP/2 connection: what it has sent is in frames, by their streams. */
export class Connection {
  isClosed = false;
  readonly #socket: Socket;
  readonly #onFrame: (frame: Frame) => void;
  #received: Buffer = Buffer.alloc(0);
  #toSend: Buffer[] = [];
  #isBegun: boolean;

  /** Begins a connection; a client sends the preface, and a server gets it. */
  constructor(
    socket: Socket,
    isClient: boolean,
    onFrame: (frame: Frame) => void,
    onChange: () => void,
  ) {
    this.#socket = socket.setNoDelay();
    this.#onFrame = onFrame;
    this.#isBegun = isClient;
    socket.on("error", () => {});
    socket.on("close", () => {
      this.isClosed = true;
      onChange();
    });
    socket.on("data", (chunk: Buffer) => {
      this.#read(chunk);
      onChange();
    });
    const whole = numbers([0x7fff_0000]);
    this.send(
      isClient ? PREFACE : Buffer.alloc(0),
      frame(FRAME.Settings, 0, 0, SETTINGS),
      frame(FRAME.WindowUpdate, 0, 0, whole),
    );
    this.flush();
  }

  /** Adds to what the next `flush` sends. */
  send(...bytes: Buffer[]): void {
    this.#toSend.push(...bytes);
  }

  flush(): void {
    const bytes = Buffer.concat(this.#toSend);
    this.#toSend = [];
    if (bytes.length > 0 && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Ends the connection at once. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    if (!this.#isBegun) {
      if (this.#received.length < PREFACE.length) return;
      this.#received = this.#received.subarray(PREFACE.length);
      this.#isBegun = true;
    }
    let used = 0;
    for (const each of frames(this.#received)) {
      used += 9 + each.payload.length;
      const isAsked = (each.flags & ACKNOWLEDGED) === 0;
      if (each.type === FRAME.Settings && isAsked) {
        this.send(frame(FRAME.Settings, ACKNOWLEDGED, 0));
        this.flush();
      }
      this.#onFrame(each);
    }
    this.#received = this.#received.subarray(used);
  }
}

/** The frames of a part of a message, with the identity of its stream. */
export function framesOf(
  part: Part,
  stream: number,
  identity: string,
  isRequest: boolean,
): Buffer {
  const ends = END_HEADERS | END_STREAM;
  switch (part) {
    case "headers": {
      const own: Record<string, string> = isRequest
        ? {
            ":method": "POST",
            ":scheme": "http",
            ":path": "/a",
            ":authority": "a",
          }
        : { ":status": "200", date: "x" };
      const block = blockOf({ ...own, "x-id": identity });
      return frame(FRAME.Headers, END_HEADERS, stream, block);
    }
    case "data":
      return frame(
        FRAME.Data,
        0,
        stream,
        Buffer.from(`${identity};`.repeat(9)),
      );
    case "end":
      return frame(FRAME.Data, END_STREAM, stream);
    case "trailers":
      return frame(FRAME.Headers, ends, stream, blockOf({ "x-t": identity }));
    case "reset":
      return frame(FRAME.ResetStream, 0, stream, numbers([CANCEL]));
  }
}

/**
 * A text for each number that HPACK's code would make longer: it is in the bytes of headers
 * as it is.
 */
export function identityOf(number: number): string {
  return number
    .toString(4)
    .padStart(IDENTITY_LENGTH, "0")
    .replaceAll(/\d/g, (digit) => DIGITS[Number(digit)]);
}

/** Finds the identity in the bytes of headers. */
export function identityIn(payload: Buffer): string | undefined {
  return IDENTITY.exec(payload.toString("latin1"))?.[0];
}

const DIGITS = "!()?";
const IDENTITY_LENGTH = 9;
const IDENTITY = new RegExp(`[${DIGITS}]{${IDENTITY_LENGTH}}`);

/** What has come on a stream, in a text that is the same however a body is cut. */
export class StreamLog {
  /** Whether the other end has reset it: what comes later would end the connection. */
  isReset = false;
  #lines: string[] = [];

  add({ type, flags, payload }: Frame, phase: number): void {
    if (type === FRAME.WindowUpdate) return;
    if (type === FRAME.ResetStream) this.isReset = true;
    const text = withoutTableSize(type, payload).toString("latin1");
    if (type !== FRAME.Data) {
      this.#lines.push(`${phase}: ${type} ${flags} ${text}`);
      return;
    }
    const begin = `${phase}: data 0 `;
    const joins = this.#lines.at(-1)?.startsWith(begin) ?? false;
    const before = joins ? this.#lines.pop()!.slice(begin.length) : "";
    this.#lines.push(`${phase}: data ${flags & END_STREAM} ${before}${text}`);
  }

  /** Everything that has come, with the phases in which it came. */
  toString(): string {
    return this.#lines.join(" | ");
  }
}

/** The first headers of a connection also say the size of the table. */
function withoutTableSize(type: number, payload: Buffer): Buffer {
  const has = type === FRAME.Headers && payload[0] === NO_TABLE;
  return has ? payload.subarray(1) : payload;
}

function blockOf(headers: Record<string, string>): Buffer {
  return Buffer.concat([Buffer.of(NO_TABLE), headerBlock(headers)]);
}

function numbers(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) {
    bytes.writeUInt32BE(value, index * 4);
  }
  return bytes;
}

const SETTINGS = settings([
  [STREAMS_AT_ONCE, 500],
  [WINDOW, 0x7fff_ffff],
]);

function settings(values: [id: number, value: number][]): Buffer {
  const bytes = Buffer.alloc(values.length * 6);
  for (const [index, [id, value]] of values.entries()) {
    bytes.writeUInt16BE(id, index * 6);
    bytes.writeUInt32BE(value, index * 6 + 2);
  }
  return bytes;
}
