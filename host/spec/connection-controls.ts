import type { TcpConnection } from "../tcp/tcp-connection.ts";
import type { Controls } from "./bridge/bridge.ts";
import type { CONNECTION } from "./bridge-functions.ts";
import { streamsOf } from "./plugin-controls.ts";

/**
 * Lets a spec drive a TCP connection.
 *
 *     connectionControls().openConnection({ opener: plugin });
 */
export function connectionControls(): Controls<typeof CONNECTION> {
  return {
    openConnection: ({ opener }) => streamsOf(opener).tcpConnection(),
    sendData({ connection, side, data, endOfStream }) {
      const options = { endOfStream };
      if (side === "downstream") connection.downstreamData(data, options);
      else connection.upstreamData(data, options);
    },
    resetConnection({ connection, side }) {
      if (side === "downstream") connection.resetDownstream();
      else connection.resetUpstream();
    },
    connectionOutcome: ({ connection }) => connection.outcome,
    readData: ({ connection, side }) =>
      received(connection, side)?.bytes ?? new Uint8Array(0),
    hasDataEnded: ({ connection, side }) =>
      received(connection, side)?.endOfStream ?? false,
  };
}

function received(
  connection: TcpConnection,
  side: "downstream" | "upstream",
): TcpConnection["upstream"] {
  return connection[side];
}
