import { once } from "node:events";
import { connect } from "node:net";

/** Sends a request over a connection of its own; returns the beginning of the answer. */
export async function exchange(port: number, request: Buffer): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  try {
    socket.write(request);
    const [answer] = (await once(socket, "data")) as [Buffer];
    return answer.toString("latin1");
  } finally {
    socket.destroy();
  }
}
