import { once } from "node:events";
import { connect } from "node:net";

const TIMEOUT_MS = 5000;

/**
 * Sends a request over a connection of its own; returns the beginning of the answer. Rejects
 * where none comes within five seconds.
 */
export async function exchange(port: number, request: Buffer): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  try {
    socket.write(request);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const [answer] = (await once(socket, "data", { signal })) as [Buffer];
    return answer.toString("latin1");
  } finally {
    socket.destroy();
  }
}
