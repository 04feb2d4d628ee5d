import { once } from "node:events";
import { connect, type Socket } from "node:net";

const HEAD_END = "\r\n\r\n";

/** A connection of HTTP/1.1 on which one request follows another. */
export class Http1Connection {
  readonly socket: Socket;

  static async open(port: number): Promise<Http1Connection> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    socket.on("error", () => {});
    await once(socket, "connect");
    return new Http1Connection(socket);
  }

  private constructor(socket: Socket) {
    this.socket = socket;
  }

  /**
   * Sends a request as it is on the wire. Resolves with its answer, or with what there was of
   * it as the connection ended.
   */
  ask(bytes: string): Promise<Http1Answer> {
    const { socket } = this;
    return new Promise((resolve) => {
      let text = "";
      const finish = (answer: Http1Answer) => {
        socket.off("data", onData).off("close", onClose);
        resolve(answer);
      };
      const onData = (chunk: Buffer) => {
        text += chunk.toString("latin1");
        const body = wholeBody(text);
        if (body !== undefined) finish({ text, body });
      };
      const onClose = () => finish({ text: `nothing but ${text}` });
      socket.on("data", onData).on("close", onClose);
      if (socket.destroyed) onClose();
      else socket.write(bytes);
    });
  }
}

/** An answer of HTTP/1.1. */
export interface Http1Answer {
  /** All of it, as it was on the wire. */
  text: string;
  /** Its body, once all of that is there. */
  body?: string;
}

/** Tells whether an answer is whole and has the status 200. */
export function isOk({ text, body }: Http1Answer): boolean {
  return body !== undefined && text.startsWith("HTTP/1.1 200 ");
}

/** The body of an answer with a length or in chunks; `undefined` while there is more to come. */
function wholeBody(text: string): string | undefined {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = text.slice(0, end + 2);
  const from = end + HEAD_END.length;
  if (/\r\ntransfer-encoding: chunked\r\n/i.test(head)) {
    return joinedChunks(text, from);
  }
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (text.length < from + length) return undefined;
  return text.slice(from, from + length);
}

function joinedChunks(text: string, from: number): string | undefined {
  let joined = "";
  for (let at = from; ;) {
    const end = text.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(text.slice(at, end), 16);
    const next = end + 2 + size + 2;
    if (text.length < next) return undefined;
    if (!(size > 0)) return joined;
    joined += text.slice(end + 2, end + 2 + size);
    at = next;
  }
}
