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
  /** How many lines the filters have logged. */
  lines(): number;
  /** Resolves once it is so, or in time; and Envoy has had its turn. */
  settled(isThere: () => boolean): Promise<void>;
}

/**
 * Drives a connection through a proxy; a reset ends what is then open. Each step
 * waits for what the emulator made of it.
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
    const wanted = JSON.stringify(expected[views.length]);
    await settled(() => JSON.stringify(view()) === wanted);
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
  // Who has ended cannot reset any more.
  if (!socket.writableEnded) socket.resetAndDestroy();
  else server.last?.socket.resetAndDestroy();
  return views;
}
