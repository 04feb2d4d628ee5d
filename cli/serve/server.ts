import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { httpServer } from "./http-server.ts";
import { listenError } from "./listen-error.ts";
import type { Abortable, ServeOptions } from "./serve-options.ts";
import { serveTcp } from "./tcp-server.ts";

/** A server that runs. */
export interface RunningServer {
  port: number;
  /** Breaks off open exchanges and ends the server. */
  stop(): void;
}

/**
 * Starts a server whose requests, or connections for a TCP filter, pass through a
 * project's filter.
 *
 * Throws a CliError if it cannot listen to the port.
 *
 *     const server = await startServer({ live, httpUpstream: echo, port: 0, … });
 */
export async function startServer(
  options: ServeOptions,
): Promise<RunningServer> {
  const open = new Set<Abortable>();
  const sockets = new Set<Socket>();
  const http = httpServer(options, open);
  const take = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    if (options.live.form !== undefined) return pass(socket);
    // It is not known yet what the filter is for.
    const first = options.live.current().catch(() => undefined);
    void first.then(() => pass(socket));
  };
  // A filter may have become another kind since the last connection.
  const pass = (socket: Socket) => {
    if (options.live.form === "network") void serveTcp(socket, options, open);
    else http.emit("connection", socket);
  };
  const server = listener(options, take);
  server.listen(options.port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (cause) {
    throw await listenError(options.port, cause as NodeJS.ErrnoException);
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      server.close();
      for (const each of open) each.abort();
      for (const each of sockets) each.destroy();
    },
  };
}

function listener({ identity, say }: ServeOptions, take: (s: Socket) => void) {
  if (identity === undefined) {
    return createServer({ allowHalfOpen: true, noDelay: true }, take);
  }
  const tls = { ...identity, ALPNProtocols: ["http/1.1"], allowHalfOpen: true };
  const server = createTlsServer(tls, take);
  server.on("tlsClientError", ({ message }: Error) =>
    say(`A client's TLS failed: ${message}.`),
  );
  return server;
}
