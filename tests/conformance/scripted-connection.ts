import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { ConnectionStep, ObservedConnection } from "./scenario.ts";
import type { ScriptedServer } from "./scripted-server.ts";
import { PART_MS } from "./scripted-upstream.ts";
import { SocketRecord } from "./socket-record.ts";

/** Drives a connection through a proxy; a reset ends what is then open. */
export async function runSteps(
  port: number,
  server: ScriptedServer,
  steps: readonly ConnectionStep[],
): Promise<ObservedConnection> {
  server.forget();
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  const client = new SocketRecord(socket);
  await once(socket, "connect");
  await delay(PART_MS);
  for (const step of steps) {
    if (step.client !== undefined) client.send(step.client, step.end);
    if (step.server !== undefined) server.last?.send(step.server, step.end);
    if (step.reset === "client") socket.resetAndDestroy();
    if (step.reset === "server") server.last?.socket.resetAndDestroy();
    await delay(step.wait ?? PART_MS);
  }
  const { last } = server;
  const observed: ObservedConnection = {
    client: client.text,
    clientEnded: client.ended,
    server: last?.text ?? null,
    serverEnded: last?.ended ?? false,
  };
  // Who has ended cannot reset any more.
  if (!socket.writableEnded) socket.resetAndDestroy();
  else last?.socket.resetAndDestroy();
  return observed;
}
