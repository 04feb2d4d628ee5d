import type { Socket } from "node:net";
import { printConnection } from "./print-connection.ts";
import type { Abortable, ServeOptions, TcpTargets } from "./serve-options.ts";
import { TcpExchange } from "./tcp-exchange.ts";
import { tcpEcho, tcpUpstreamAt } from "./tcp-upstream.ts";

/**
 * Passes a client's connection through a project's TCP filter.
 *
 *     net.createServer((socket) => void serveTcp(socket, options, open));
 */
export async function serveTcp(
  socket: Socket,
  { live, tcp, colors, say }: ServeOptions,
  open: Set<Abortable>,
): Promise<void> {
  socket.on("error", () => undefined);
  try {
    const running = await live.current();
    const exchange = new TcpExchange(running, socket, {
      upstreamFor: (cluster) => upstreamFor(cluster, tcp),
      onEnd(connection) {
        open.delete(exchange);
        say(printConnection(connection, colors));
      },
    });
    open.add(exchange);
    exchange.begin();
  } catch {
    say("TCP → closed: no filter runs, see above.");
    socket.destroy();
  }
}

function upstreamFor(
  cluster: string | null,
  { upstream, clusters, reach }: TcpTargets,
) {
  if (cluster === null) {
    return upstream ? tcpUpstreamAt(upstream, reach) : tcpEcho;
  }
  const chosen = Object.hasOwn(clusters, cluster)
    ? clusters[cluster]
    : undefined;
  return chosen ? tcpUpstreamAt(chosen, reach) : null;
}
