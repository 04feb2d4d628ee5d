import { connect } from "node:tls";
import type { TlsSettings } from "./tls-settings.ts";

/** How a host speaks TLS, if it does. */
export interface TlsProbe {
  speaksTls: boolean;
  /** The error after the handshake, where the host refused the client by one. */
  refusal?: Error;
}

const PORTS: Record<string, number> = { "http:": 80, "https:": 443 };

const TIMEOUT_MS = 2000;

/** In TLS 1.3 a host refuses a client's certificate when the handshake is over. */
const REFUSAL_MS = 500;

/**
 * Connects to a host that broke off a request, to learn why: HTTP clients do not say
 * what TLS said.
 *
 *     const { speaksTls } = await probeTls(new URL("http://localhost:5000/"));
 */
export function probeTls(
  { protocol, hostname, port }: URL,
  settings?: TlsSettings,
): Promise<TlsProbe> {
  return new Promise((resolve) => {
    let speaksTls = false;
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port || PORTS[protocol]),
      timeout: TIMEOUT_MS,
      // No request is sent: the host only has to answer.
      ...(settings ?? { rejectUnauthorized: false }),
    });
    const end = (refusal?: Error) => {
      socket.destroy();
      resolve({ speaksTls, ...(refusal && { refusal }) });
    };
    socket.on("secureConnect", () => {
      speaksTls = true;
      if (settings === undefined) end();
      else socket.setTimeout(REFUSAL_MS);
    });
    socket.on("timeout", () => end());
    socket.on("error", (error: Error) => end(speaksTls ? error : undefined));
    socket.on("close", () => end());
    socket.resume();
  });
}
