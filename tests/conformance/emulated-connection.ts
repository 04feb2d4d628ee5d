import type { Plugin, ProxyHost } from "../../host/index.ts";
import type {
  ConnectionStep,
  ObservedConnection,
} from "./scenario/scenario.ts";

/** Drives a connection on the emulator; a reset ends whatever is open. */
export function runSteps(
  host: ProxyHost,
  plugins: readonly Plugin[],
  steps: readonly ConnectionStep[],
): ObservedConnection[] {
  const from = host.logs.length;
  const connection = host.tcpConnection(plugins);
  const { downstream } = connection;
  const view = (): ObservedConnection => ({
    client: downstream.bytes.toString("latin1"),
    clientEnded: downstream.endOfStream,
    server: connection.upstream?.bytes.toString("latin1") ?? null,
    serverEnded: connection.upstream?.endOfStream ?? false,
    lines: host.logs.length - from,
  });
  const views = [view()];
  for (const { client, server, end, reset, wait } of steps) {
    const options = { endOfStream: end };
    if (client !== undefined) connection.downstreamData(client, options);
    if (server !== undefined) connection.upstreamData(server, options);
    if (reset === "client") connection.resetDownstream();
    if (reset === "server") connection.resetUpstream();
    if (wait !== undefined) host.advance(wait);
    views.push(view());
  }
  const clientEnded = steps.some(
    ({ client, end }) => client !== undefined && end,
  );
  if (!clientEnded) connection.resetDownstream();
  else if (connection.upstream !== null) connection.resetUpstream();
  return views;
}
