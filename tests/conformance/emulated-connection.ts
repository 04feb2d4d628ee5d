import type { ProxyHost, TcpConnection } from "../../host/index.ts";
import type { ConnectionStep, ObservedConnection } from "./scenario.ts";

/** Drives a connection of the emulator; a reset ends what is then open. */
export function runSteps(
  host: ProxyHost,
  connection: TcpConnection,
  steps: readonly ConnectionStep[],
): ObservedConnection {
  for (const { client, server, end, reset, wait } of steps) {
    const options = { endOfStream: end };
    if (client !== undefined) connection.downstreamData(client, options);
    if (server !== undefined) connection.upstreamData(server, options);
    if (reset === "client") connection.resetDownstream();
    if (reset === "server") connection.resetUpstream();
    if (wait !== undefined) host.advance(wait);
  }
  const { downstream, upstream } = connection;
  const observed: ObservedConnection = {
    client: downstream.bytes.toString("latin1"),
    clientEnded: downstream.endOfStream,
    server: upstream?.bytes.toString("latin1") ?? null,
    serverEnded: upstream?.endOfStream ?? false,
  };
  const clientEnded = steps.some(
    ({ client, end }) => client !== undefined && end,
  );
  if (!clientEnded) connection.resetDownstream();
  else if (upstream !== null) connection.resetUpstream();
  return observed;
}
