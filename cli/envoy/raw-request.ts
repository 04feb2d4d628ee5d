import { connect } from "node:net";
import { EnvoyError } from "./envoy-error.ts";

export interface RawRequest {
  port: number;
  /** Exactly what is sent; a string is latin1. */
  bytes: string | Uint8Array;
  /** Close our side of the connection after the bytes. */
  halfClose?: boolean;
  /** Milliseconds without a byte after which the answer counts as whole. */
  silence?: number;
  /** Milliseconds for everything; 10000 by default. */
  timeout?: number;
}

/**
 * Sends bytes to 127.0.0.1 and returns everything that came back. For malformed traffic
 * and for TCP.
 *
 * It ends when the peer closes (a reset counts too) or has been silent for 500 ms.
 * Rejects when the connection is refused or time is up.
 *
 *     const answer = await rawRequest({ port, bytes: "GET / HTTP/9\r\n\r\n" });
 *     answer.toString("latin1");
 */
export function rawRequest(options: RawRequest): Promise<Buffer> {
  const { port, bytes, silence = 500, timeout = 10_000 } = options;
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1" });
    let connected = false;
    const timer = setTimeout(() => socket.destroy(tooLate(timeout)), timeout);
    socket.on("connect", () => {
      connected = true;
      const data =
        typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
      if (options.halfClose) socket.end(data);
      else socket.write(data);
    });
    socket.setTimeout(silence, () => socket.destroy());
    socket.on("data", (chunk) => received.push(chunk));
    socket.on("error", (error) => {
      if (!connected || error instanceof EnvoyError) reject(error);
    });
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(received));
    });
  });
}

function tooLate(timeout: number): EnvoyError {
  return new EnvoyError(
    "REQUEST_TIMEOUT",
    `The connection neither closed nor fell silent within ${timeout} ms.`,
  );
}
