import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Tally } from "./tally.ts";

/** Sends one request after another, and leaves some of them at any time. */
export async function runHttp1(port: number, tally: Tally): Promise<void> {
  let socket = await open(port);
  for (let next = tally.next(); next !== null; next = tally.next()) {
    const { identity, body, reset } = next;
    const bytes =
      `POST /${identity} HTTP/1.1\r\nhost: a\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`;
    if (reset) {
      // In the head, in the body, or while it is on its way.
      const part = tally.random.below(bytes.length + 1);
      socket.write(tally.random.oneIn(2) ? bytes : bytes.slice(0, part));
      await pause(tally.random.below(4));
      socket.resetAndDestroy();
      socket = await open(port);
      tally.resets++;
    } else {
      tally.answer(identity, body, await ask(socket, bytes));
    }
  }
  socket.destroy();
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds === 0) setImmediate(resolve);
    else setTimeout(resolve, milliseconds);
  });
}

/** The body of an answer with 200 that is chunked; all bytes of any other one. */
function ask(socket: Socket, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const finish = (answer: string) => {
      socket.off("data", onData).off("close", onClose);
      resolve(answer);
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (!text.endsWith("0\r\n\r\n")) return;
      const end = text.indexOf("\r\n\r\n");
      const isRight = text.startsWith("HTTP/1.1 200 ");
      finish(isRight ? joined(text.slice(end + 4)) : text);
    };
    const onClose = () => finish(`nothing but ${text}`);
    socket.on("data", onData).on("close", onClose);
    socket.write(bytes);
  });
}

function joined(chunks: string): string {
  let text = "";
  for (let at = 0; ;) {
    const end = chunks.indexOf("\r\n", at);
    const size = Number.parseInt(chunks.slice(at, end), 16);
    if (!(size > 0)) return text;
    text += chunks.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}
