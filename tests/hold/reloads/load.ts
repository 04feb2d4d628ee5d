import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What became of requests while a plugin was configured again and again. */
export interface Served {
  requests: number;
  /** The versions that have answered. */
  versions: Set<string>;
  failed: string[];
}

/** Sends one request after another, over a new connection where Envoy wants one. */
export async function serve(
  port: number,
  name: string,
  isOver: () => boolean,
  served: Served,
): Promise<void> {
  let socket = await open(port);
  for (let i = 0; !isOver(); i++) {
    const path = `/${name}-${i}`;
    const text = await ask(socket, path);
    served.requests++;
    const isOwn = text.endsWith(`\r\n\r\nstamp call${path} body `);
    const version = /\r\nx-version: (\S+)/.exec(text)?.[1];
    if (!text.startsWith("HTTP/1.1 200 ") || !isOwn || version === undefined) {
      served.failed.push(`${path} was answered ${text}`);
    } else {
      served.versions.add(version);
    }
    if (!/\r\nconnection: close/.test(text) && !socket.destroyed) continue;
    socket.destroy();
    socket = await open(port);
  }
  socket.destroy();
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

function ask(socket: Socket, path: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const finish = (answer: string) => {
      socket.off("data", onData).off("close", onClose);
      resolve(answer);
    };
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
      if (text.length >= end + 4 + length) finish(text);
    };
    const onClose = () => finish(`nothing but ${text}`);
    socket.on("data", onData).on("close", onClose);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  });
}
