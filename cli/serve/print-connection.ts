import { printable } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";
import type { BodyRecord } from "./body-record.ts";
import { bodyChange, countedCalls } from "./print-exchange.ts";

/** What one side of a connection has sent, and what has come out of the filter. */
interface Sent {
  before: BodyRecord;
  after: BodyRecord;
}

/** Everything about one TCP connection. */
export interface ServedConnection {
  /** The client's address. */
  source: string;
  closedBy: "client" | "server" | "filter";
  /** Why it was broken off; undefined if it was not. */
  broken?: string;
  /** Whether a trap had ended the filter's VM before. */
  wasDead: boolean;
  milliseconds: number;
  client: Sent;
  server: Sent;
  calls: readonly string[];
}

/**
 * A readable report of a connection: what both sides sent before and after the filter,
 * and which host functions the filter called.
 *
 *     console.log(printConnection(connection, terminalColors(process.stdout)));
 */
export function printConnection(
  connection: ServedConnection,
  colors: Colors,
): string {
  const { source, closedBy, broken, wasDead, milliseconds } = connection;
  const { client, server, calls } = connection;
  const time = `${milliseconds.toFixed(2)} ms in the filter`;
  const head = `TCP ${source} → closed by the ${closedBy}`;
  const part = (name: string, { before, after }: Sent) => [
    `  ${colors.underline(name)}`,
    ...bodyChange(before, after, colors),
  ];
  return [
    `${colors.bold(printable(head))} ${colors.dim(time)}`,
    ...(broken === undefined
      ? []
      : [`  ${colors.red("broken off")}: ${printable(broken)}`]),
    ...(wasDead
      ? [
          `  ${colors.red("not filtered")}: the filter's VM has ended, see above`,
        ]
      : []),
    ...part("from the client", client),
    ...part("from the server", server),
    ...(calls.length > 0 ? [`  ${colors.dim(countedCalls(calls))}`] : []),
    "",
  ].join("\n");
}
