import { once } from "node:events";
import {
  connect,
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** How a body goes: which way, how large, and how slow the client is. */
export interface Transfer {
  direction: "request" | "response";
  bytes: number;
  /** Bytes of the body that are there in a second; as fast as it goes by default. */
  pace?: number;
  isChunked: boolean;
}

const WORD = "body";
const PART = Buffer.alloc(64 * 1024, WORD);
/** The last letter of a word, which no frame of a chunk has. */
const LAST = 0x79;
const HEAD_END = "\r\n\r\n";

/**
 * Starts a server that reads what comes, and answers with the bytes that the path asks for; with
 * 500 where fewer came than the client has sent.
 */
export async function startServer(): Promise<Server> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    void answer(socket).catch(() => socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function answer(socket: Socket): Promise<void> {
  let head = "";
  let seen = 0;
  let words = 0;
  let left = -1;
  let tail = "";
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    let body = chunk;
    if (left < 0) {
      head += chunk.toString("latin1");
      const end = head.indexOf(HEAD_END);
      if (end < 0) continue;
      body = Buffer.from(head.slice(end + HEAD_END.length), "latin1");
      head = head.slice(0, end);
      left = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    }
    seen += body.length;
    for (const byte of body) if (byte === LAST) words++;
    tail = (tail + body.subarray(-8).toString("latin1")).slice(-8);
    const isChunked = head.includes("transfer-encoding: chunked");
    if (isChunked ? !tail.endsWith("0\r\n\r\n") : seen < left) continue;
    // With chunks, only this tells a body that lost some of them.
    const isWhole =
      words * WORD.length >= Number(/x-sent: (\d+)/.exec(head)?.[1]);
    const bytes = Number(/^\w+ \/(\d+)/.exec(head)?.[1]);
    const isAnswerChunked = head.includes("/chunked ");
    const status = isWhole ? "200 OK" : "500 Short";
    socket.write(headOf(`HTTP/1.1 ${status}`, bytes, isAnswerChunked));
    await send(socket, bytes, isAnswerChunked);
    head = "";
    left = -1;
    seen = 0;
    words = 0;
    tail = "";
  }
}

/** What came of a transfer. */
export interface Arrived {
  status: number;
  /** Of the answer's body, with what frames its chunks. */
  bytes: number;
  head: string;
}

/** Makes a transfer over a connection of its own. */
export async function transfer(
  port: number,
  { direction, bytes, pace, isChunked }: Transfer,
): Promise<Arrived> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  const [sent, asked] = direction === "request" ? [bytes, 0] : [0, bytes];
  const path = `/${asked}${isChunked ? "/chunked" : ""}`;
  const arrived = receive(socket, direction === "response" ? pace : undefined);
  const isChunkedRequest = isChunked && sent > 0;
  const start = `POST ${path} HTTP/1.1\r\nhost: a\r\nx-sent: ${sent}`;
  socket.write(headOf(start, sent, isChunkedRequest));
  // The answer may come, as with 413, and the connection close, before all was sent.
  await Promise.race([
    arrived,
    send(
      socket,
      sent,
      isChunkedRequest,
      direction === "request" ? pace : undefined,
    ),
  ]).catch(() => {});
  const result = await arrived;
  socket.destroy();
  return result;
}

function headOf(start: string, bytes: number, isChunked: boolean): string {
  const framing = isChunked
    ? "transfer-encoding: chunked"
    : `content-length: ${bytes}`;
  return `${start}\r\n${framing}${HEAD_END}`;
}

async function send(
  socket: Socket,
  bytes: number,
  isChunked: boolean,
  pace?: number,
): Promise<void> {
  for (let left = bytes; left > 0 && !socket.destroyed; left -= PART.length) {
    const part = PART.subarray(0, Math.min(left, PART.length));
    if (isChunked) socket.write(`${part.length.toString(16)}\r\n`);
    const isFull = !socket.write(part);
    if (isChunked) socket.write("\r\n");
    if (isFull) await drained(socket);
    if (pace !== undefined) await delay((part.length / pace) * 1000);
  }
  if (isChunked) socket.write("0\r\n\r\n");
}

/** Resolves once there is room again, or the connection has closed. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      socket.off("drain", finish).off("close", finish);
      resolve();
    };
    socket.on("drain", finish).on("close", finish);
  });
}

function receive(socket: Socket, pace?: number): Promise<Arrived> {
  return new Promise((resolve) => {
    let head = "";
    let isHead = true;
    let bytes = 0;
    let tail = "";
    const finish = () => {
      const status = Number(/^HTTP\/1.1 (\d+)/.exec(head)?.[1] ?? 0);
      resolve({ status, bytes, head });
    };
    socket.on("close", finish);
    socket.on("data", (chunk: Buffer) => {
      let body = chunk;
      if (isHead) {
        head += chunk.toString("latin1");
        const end = head.indexOf(HEAD_END);
        if (end < 0) return;
        body = Buffer.from(head.slice(end + HEAD_END.length), "latin1");
        head = head.slice(0, end);
        isHead = false;
      }
      bytes += body.length;
      tail = (tail + body.subarray(-8).toString("latin1")).slice(-8);
      const length = /content-length: (\d+)/.exec(head)?.[1];
      const isWhole =
        length === undefined
          ? tail.endsWith("0\r\n\r\n")
          : bytes >= Number(length);
      if (isWhole) finish();
      if (pace === undefined) return;
      socket.pause();
      setTimeout(() => socket.resume(), (chunk.length / pace) * 1000);
    });
  });
}
