import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { IncomingMessage } from "node:http";
import type { HttpStream } from "../../host/index.ts";
import { CliError } from "../cli-error.ts";
import type { Colors } from "../terminal-colors.ts";
import { runExchange } from "./exchange.ts";
import { headersOf, type Upstream } from "./upstream.ts";
import type { LiveFilter } from "./live-filter.ts";
import { printExchange } from "./print-exchange.ts";

/** What a server answers with, and where it tells of it. */
export interface ServeOptions {
  live: LiveFilter;
  upstream: Upstream;
  port: number;
  colors: Colors;
  say(text: string): void;
}

/**
 * Starts an HTTP server whose requests pass the filter of a project.
 *
 * Throws a {@link CliError} for a port that is taken.
 *
 *     const server = await startServer({ live, upstream: echo, port: 0, … });
 */
export async function startServer(options: ServeOptions): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, options).catch((error: Error) => {
      options.say(error.message);
      fail(outgoing, error.message);
    });
  });
  server.listen(options.port, "127.0.0.1");
  try {
    await once(server, "listening");
    return server;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
    throw new CliError(
      `Cannot listen on 127.0.0.1:${options.port}: the port is taken; choose another by --port.`,
      { cause },
    );
  }
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { live, upstream, colors, say }: ServeOptions,
): Promise<void> {
  const body = (await incoming.toArray()) as Buffer[];
  const running = await live.current();
  const { host: authority = "localhost" } = incoming.headers;
  const request = {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    authority,
    headers: headersOf(incoming).filter(([name]) => name !== "host"),
    body,
  };
  const { stream, exchange } = await runExchange(running, request, upstream);
  say(printExchange(exchange, colors));
  send(stream, outgoing);
}

function send(stream: HttpStream, outgoing: ServerResponse): void {
  const { response, outcome } = stream;
  if (response === null || outcome === "reset") {
    outgoing.destroy();
    return;
  }
  const headers = response.headers.filter(([name]) => !name.startsWith(":"));
  outgoing.writeHead(response.status, headers.flat());
  outgoing.end(response.body);
}

/** A request that met no filter: what is wrong is the answer. */
function fail(outgoing: ServerResponse, message: string): void {
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(500).end(`${message}\n`);
}
