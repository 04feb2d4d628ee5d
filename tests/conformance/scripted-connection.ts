import { once } from "node:events";
import { connect } from "node:net";
import type {
  ConnectionStep,
  ObservedConnection,
} from "./scenario/scenario.ts";
import type { ScriptedServer } from "./scripted-server.ts";
import { SocketRecord } from "./socket-record.ts";

/** How a connection goes through Envoy. */
export interface ConnectionTarget {
  port: number;
  server: ScriptedServer;
  /** The number of lines that the filters have logged. */
  lines(): number;
  /** Resolves once the condition holds or time is up, and Envoy has read everything. */
  settled(isThere: () => boolean): Promise<void>;
}

/**
 * Drives a connection through a proxy; a reset ends whatever is open. Each step waits
 * for the result that the emulator had.
 */
export async function runSteps(
  { port, server, lines, settled }: ConnectionTarget,
  steps: readonly ConnectionStep[],
  expected: readonly ObservedConnection[],
): Promise<ObservedConnection[]> {
  server.forget();
  const from = lines();
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  const client = new SocketRecord(socket);
  const view = (): ObservedConnection => ({
    client: client.text,
    clientEnded: client.ended,
    server: server.last?.text ?? null,
    serverEnded: server.last?.ended ?? false,
    lines: lines() - from,
  });
  const views: ObservedConnection[] = [];
  const observe = async () => {
    const expectedText = JSON.stringify(expected[views.length]);
    await settled(() => JSON.stringify(view()) === expectedText);
    views.push(view());
  };
  await once(socket, "connect");
  await observe();
  for (const step of steps) {
    const { last } = server;
    if (step.client !== undefined) client.send(step.client, step.end);
    if (step.server !== undefined) last?.send(step.server, step.end);
    if (step.reset === "client") socket.resetAndDestroy();
    if (step.reset === "server") last?.socket.resetAndDestroy();
    await observe();
  }
  // A side that has ended can no longer reset.
  if (!socket.writableEnded) socket.resetAndDestroy();
  else server.last?.socket.resetAndDestroy();
  return views;
}
