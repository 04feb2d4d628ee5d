import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A server that answers each request with what it received, as text. */
export interface EchoServer {
  host: string;
  port: number;
  stop(): void;
}

/**
 * Starts the upstream of a proxy that has none: it answers as that of `serve` does.
 *
 *     const { port, stop } = await startEcho();
 */
export async function startEcho(): Promise<EchoServer> {
  const host = "127.0.0.1";
  const server = createServer((request, response) => {
    const answer = async () => {
      const text = await echoOf(request);
      response.setHeader("content-type", "text/plain");
      response.setHeader("content-length", text.length);
      response.end(text);
    };
    // A request that broke off needs no answer.
    answer().catch(() => response.destroy());
  });
  await once(server.listen(0, host), "listening");
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { host, port, stop };
}

async function echoOf(request: IncomingMessage): Promise<Buffer> {
  const { method, url, rawHeaders } = request;
  const body = await buffer(request);
  const lines = [`:path: ${url}`, `:method: ${method}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = rawHeaders.slice(i, i + 2);
    if (name === "host") lines.unshift(`:authority: ${value}`);
    else lines.push(`${name}: ${value}`);
  }
  const head = Buffer.from(`${lines.join("\n")}\n`, "latin1");
  const gap = Buffer.from(body.length > 0 ? "\n" : "");
  return Buffer.concat([head, gap, body]);
}
